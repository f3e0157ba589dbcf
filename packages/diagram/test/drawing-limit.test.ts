import type { Model, TypeDefinition } from "@relata/model";
import { expect, test } from "vitest";
import { drawingLimit, mermaid } from "../src/index.ts";

function type(name: string, subjects: readonly string[] = []): TypeDefinition {
  const relations = [{ name: "r", subjects: subjects.map((type) => ({ type })), rewrite: { kind: "this" } as const }];
  return { name, attributes: [], permissions: [], relations: subjects.length === 0 ? [] : relations };
}

function modelOf(types: readonly TypeDefinition[]): Model {
  return { version: 1, types, policies: [], context: [] };
}

/** So many types, and as many lines: each to the one after it. */
function chain(length: number): Model {
  return modelOf(Array.from({ length }, (_, i) => type(`t${i}`, [`t${(i + 1) % length}`])));
}

test("a picture within Mermaid's limits has none to tell of", () => {
  expect(drawingLimit(mermaid(chain(500)))).toBeUndefined();
});

test("more lines than Mermaid draws are told", () => {
  expect(drawingLimit(mermaid(chain(501)))).toBe("it has 501 lines between boxes, and Mermaid draws 500");
});

test("more characters than Mermaid draws are told", () => {
  const text = mermaid(modelOf(Array.from({ length: 300 }, (_, i) => type(`${"long".repeat(50)}${i}`))));
  expect(drawingLimit(text)).toMatch(/^it has \d\d\d,\d\d\d characters, and Mermaid draws 50,000$/);
});
