import { readFileSync } from "node:fs";
import { join } from "node:path";
import { OPERATOR_NAMES, REFUSED_OPERATORS } from "@relata/abac";
import { expect, test } from "vitest";

const PAGE = readFileSync(join(import.meta.dirname, "../../../docs/reference/policies.md"), "utf8");

/** The names in the first column of the table under that heading. */
function listed(): readonly string[] {
  const table = PAGE.slice(PAGE.indexOf("## Operators"), PAGE.indexOf("Refused, with the reason"));
  const cells = table.split("\n").map((line) => line.split("|")[1] ?? "");
  return cells.flatMap((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, name = ""]) => name));
}

test("the reference lists every operator, and no other", () => {
  expect([...new Set(listed())].sort()).toEqual([...OPERATOR_NAMES].sort());
});

test("the reference names every operator that is refused", () => {
  for (const name of REFUSED_OPERATORS.keys()) expect(PAGE).toContain(`\`${name}\``);
});
