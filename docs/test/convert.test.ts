import { readFileSync } from "node:fs";
import { join } from "node:path";
import { convertFile, guessSource } from "@relata/convert";
import { expect, test } from "vitest";
import { blocksOf, ROOT } from "./blocks.ts";

const PAGE = "docs/how-to/convert.md";

test("the model that the page shows of a store of OpenFGA is what is made of it", () => {
  const path = "docs/how-to/convert/library.fga.yaml";
  const source = { path, text: readFileSync(join(ROOT, path), "utf8") };
  expect(guessSource(source)).toBe("openfga");
  const { converted, refusals } = convertFile(source, "openfga");
  expect(refusals).toEqual([]);
  const shown = blocksOf("relata").filter(({ document }) => document === PAGE);
  expect(shown.map(({ code }) => code)).toContain(converted?.files[0]?.text);
});

test("what the page shows of the store stands in it", () => {
  const text = readFileSync(join(ROOT, "docs/how-to/convert/library.fga.yaml"), "utf8");
  const block = blocksOf("text").find(({ document }) => document === PAGE);
  const lines = block?.code.split("\n").filter((line) => line.trim() !== "") ?? [];
  expect(lines.length).toBeGreaterThan(5);
  expect(lines.filter((line) => !text.includes(line.trim()))).toEqual([]);
});
