import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { missesAsApplied } from "./misses-as-applied.ts";
import { worldsToTry } from "./theorem.ts";

describe("the law of nearest misses: each change allows what was denied", () => {
  test("in random worlds, over a graph in memory and over one that loads on demand", { timeout: 600_000 }, () => {
    const seen = new Map<string, number>();
    const property = missesAsApplied(undefined, (miss) => {
      const kind =
        miss === undefined ? "none" : miss.kind === "attribute" && miss.needs === undefined ? "open" : miss.kind;
      seen.set(kind, (seen.get(kind) ?? 0) + 1);
    });
    fc.assert(property, worldsToTry(300));
    console.log(`misses: ${[...seen].map(([kind, count]) => `${kind} ${count}`).join(", ")}`);
    for (const kind of ["write", "replace", "none"]) expect(seen.get(kind) ?? 0).toBeGreaterThan(5);
    const rare = ["delete", "attribute", "open"].reduce((sum, kind) => sum + (seen.get(kind) ?? 0), 0);
    expect(rare).toBeGreaterThan(3);
  });
});
