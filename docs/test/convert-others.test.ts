import { readFileSync } from "node:fs";
import { join } from "node:path";
import { convertFile, guessSource } from "@relata/convert";
import type { SourceFile } from "@relata/language";
import { expect, test } from "vitest";
import { blocksOf, ROOT } from "./blocks.ts";

const PAGE = "docs/how-to/convert.md";
const FOLDER = "docs/how-to/convert/";

function file(name: string): SourceFile {
  return { path: FOLDER + name, text: readFileSync(join(ROOT, FOLDER, name), "utf8") };
}

test.each([
  ["a schema of SpiceDB", "documents.zed", "spicedb", undefined],
  ["JSON models with their tuples", "invoice.json", "json", "tuples.csv"],
] as const)("the model that the page shows of %s is what is made of it", (_, name, kind, tuples) => {
  const source = file(name);
  expect(guessSource(source)).toBe(kind);
  const { converted, refusals } = convertFile(source, kind, tuples === undefined ? {} : { tuples: file(tuples) });
  expect(refusals).toEqual([]);
  const shown = blocksOf("relata").filter(({ document }) => document === PAGE);
  expect(shown.map(({ code }) => code)).toContain(converted?.files[0]?.text);
});

test("the validation file beside the page has tuples and tests", () => {
  const { converted } = convertFile(file("documents.yaml"), "spicedb", {
    load: (path) => readFileSync(join(ROOT, path), "utf8"),
  });
  expect(converted?.tuples).toHaveLength(5);
  expect(converted?.suites.flatMap(({ tests }) => tests.flatMap(({ checks }) => checks))).toHaveLength(4);
});
