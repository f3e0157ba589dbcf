import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Bench } from "../src/bench.ts";
import { PARTS } from "../src/parts/parts.ts";
import type { Figure } from "../src/reporting/figure.ts";

let folder = "";

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "relata-bench-test-"));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What a quick run of the part finds. It asserts every answer by itself, and fails with the first wrong one. */
async function figuresOf(name: string): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  const bench: Bench = {
    isQuick: true,
    folder,
    drawsInto: undefined,
    say: () => undefined,
    add: (figure) => figures.push(figure),
    leaveOut: () => undefined,
  };
  await PARTS[name]?.run(bench);
  return figures;
}

// The others have tests of their own, of what they measure.
test.each([
  "workload",
  "peers",
  "batch",
  "lists",
  "memory",
  "load",
  "writes",
  "sqlite",
  "postgres",
  "queries",
  "curves",
])("the part `%s` runs to its end, and every figure of it is a number with a name of its own", async (name) => {
  const figures = await figuresOf(name);
  expect(figures.length).toBeGreaterThan(1);
  for (const { value } of figures) expect(value).toBeGreaterThan(0);
  const names = figures.map(({ row, by, unit }) => `${row} | ${by} | ${unit}`);
  expect(names).toEqual([...new Set(names)]);
});
