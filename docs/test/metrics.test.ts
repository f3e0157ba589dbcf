import { readFileSync } from "node:fs";
import { join } from "node:path";
import { QUESTION_NAMES, STORE_OPERATIONS } from "@relata/core";
import { METRICS } from "@relata/server";
import { parse } from "yaml";
import { expect, test } from "vitest";
import { blocksOf, ROOT } from "./blocks.ts";

const text = readFileSync(join(ROOT, "docs/reference/server-metrics.md"), "utf8");

test("the table of metrics is the whole table", () => {
  const rows = [...text.matchAll(/^\| `(\w+)` +\| (\w+) +\| (.*?) +\| (.*?) +\| (.*?) +\|$/gm)];
  const said = rows.map(([, name, type, unit, labels = "", means]) => {
    const named = [...labels.matchAll(/`(\w+)`/g)].map(([, label]) => label);
    return [name, { type, unit, labels: named, means }];
  });
  expect(said).toEqual(Object.entries(METRICS));
});

test("the page names every question and every operation", () => {
  for (const name of [...QUESTION_NAMES, ...STORE_OPERATIONS]) expect(text).toContain(`\`${name}\``);
});

test("alerts are of metrics that there are, with labels that they have", () => {
  const blocks = blocksOf("yaml").filter(({ document }) => document === "docs/how-to/observe.md");
  const rules = blocks.flatMap(
    ({ code }) => (parse(code) as { groups?: { rules: { expr: string }[] }[] }).groups ?? [],
  );
  const expressions = rules.flatMap(({ rules }) => rules.map(({ expr }) => expr));
  expect(expressions.length).toBeGreaterThan(3);
  for (const expression of expressions) {
    const [, full = "", selector = ""] = /(relata_\w+)(?:\{(.*?)\})?/.exec(expression) ?? [];
    const name = full.replace(/_(bucket|count|sum)$/, "") as keyof typeof METRICS;
    const labels = [...selector.matchAll(/(\w+)=/g)].map(([, label]) => label);
    expect([expression, Object.keys(METRICS)]).toEqual([expression, expect.arrayContaining([name])]);
    expect(METRICS[name].labels).toEqual(expect.arrayContaining(labels));
  }
});
