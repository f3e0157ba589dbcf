import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { answersAsSpecified } from "./answers-as-specified.ts";
import { worldsToTry } from "./theorem.ts";

describe("the theorem: the resolver answers as the specification does", () => {
  test("in random worlds, over a graph in memory and over one that loads on demand", { timeout: 3_600_000 }, () => {
    const seen = new Map<string, number>();
    const property = answersAsSpecified(undefined, ({ kind }) => seen.set(kind, (seen.get(kind) ?? 0) + 1));
    fc.assert(property, worldsToTry(2_000));
    // A theorem over worlds in which nothing happens would prove nothing.
    console.log(`verdicts: ${[...seen].map(([kind, count]) => `${kind} ${count}`).join(", ")}`);
    for (const kind of ["allowed", "denied", "conditional", "paradox", "policy_failed"])
      expect(seen.get(kind) ?? 0).toBeGreaterThan(5);
  });
});
