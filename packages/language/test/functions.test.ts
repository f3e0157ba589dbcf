import { readFileSync } from "node:fs";
import { compileText } from "@relata/language";
import { operatorShape } from "@relata/abac";
import { describe, expect, it } from "vitest";

import { FUNCTIONS } from "../src/compiler/policy/functions.ts";

/** Everything that the examples read. */
const WORLD = `model 1
type user { attribute name: string attribute email: string attribute labels: map<string> }
type doc {
  attribute region: string
  attribute title: string
  attribute path: string
  attribute limit: number
  attribute tags: list<string>
  attribute owners: list<string>
  attribute labels: map<string>
  attribute lines: list<map<any>>
}
context ip: ipaddress
context tag: string
`;

/** An example as a policy: one that is no boolean is compared with null, which is always right. */
function mistakes(example: string): unknown[] {
  const asItIs = compileText(`${WORLD}policy p = ${example}`).diagnostics;
  return asItIs.length === 0 ? [] : [...compileText(`${WORLD}policy p = (${example}) == null`).diagnostics];
}

describe("every function", () => {
  it.each([...FUNCTIONS.values()])("$name has an example that is right", ({ name, example }) => {
    expect(example).toContain(`${name}(`);
    expect(mistakes(example)).toEqual([]);
  });

  it.each([...FUNCTIONS.values()])("$name is an operator of the evaluator, with as many operands", (form) => {
    const shape = operatorShape(form.operator);
    const variable = form.kind === "macro" ? 1 : 0;
    expect([shape?.least, shape?.most]).toEqual([form.least - variable, form.most - variable]);
    expect(shape?.each).toBe(form.kind === "macro" ? 1 : undefined);
    expect(shape?.path).toBe(form.kind === "path" ? 0 : undefined);
  });

  it("stands in the reference, and no other does", () => {
    const page = readFileSync(new URL("../../../docs/reference/policies.md", import.meta.url), "utf8");
    const [, rows = ""] = /\| function +\|[^\n]*\n([^]*?)\n\n/.exec(page) ?? [];
    const names = rows
      .split("\n")
      .slice(1)
      .map((row) => /^\| `(?:[\w.]+\.)?(\w+)\(/.exec(row)?.[1]);
    expect(names).toEqual([...FUNCTIONS.keys()]);
  });

  it("of the reference is called rightly there", () => {
    const page = readFileSync(new URL("../../../docs/reference/policies.md", import.meta.url), "utf8");
    const [, model = ""] = /```relata\n([^]*?)```/.exec(page) ?? [];
    const examples = [...page.matchAll(/^\| `([^`]+\))`(?:, `([^`]+\))`)? +\|/gm)].flatMap(([, a, b]) => [a, b]);
    const calls = examples.filter((example) => example !== undefined);
    expect(calls.length).toBeGreaterThanOrEqual(FUNCTIONS.size);
    for (const call of calls) {
      expect(compileText(`${model}\npolicy p = (${call}) == null`).diagnostics).toEqual([]);
    }
  });
});
