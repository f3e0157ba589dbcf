import { check, drive } from "@relata/resolver";
import { NAMES, questions, specify, worlds } from "@relata/spec";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { graphOf, runPlan, verdictOf } from "./agreement.ts";
import { expectSame, worldsToTry } from "./theorem.ts";

describe("the theorem: the resolver answers as the specification does", () => {
  test("in random worlds, over a graph in memory and over one that loads on demand", { timeout: 600_000 }, () => {
    const seen = new Map<string, number>();
    fc.assert(
      fc.property(worlds, fc.array(questions, { minLength: 3, maxLength: 3 }), (world, asked) => {
        const graph = graphOf(world);
        for (const part of asked) {
          const specified = specify(world, part);
          for (const permission of NAMES) {
            const question = { ...part, permission };
            const expected = specified(permission);
            seen.set(expected.kind, (seen.get(expected.kind) ?? 0) + 1);
            expectSame(
              verdictOf(() => check(world.model, graph, question)),
              expected,
              world,
              question,
            );
            const planned = () =>
              runPlan(
                drive((loaded) => check(world.model, loaded, question)),
                graph,
              ).value;
            expectSame(verdictOf(planned), expected, world, question);
          }
        }
      }),
      worldsToTry(2_000),
    );
    // A theorem over worlds in which nothing happens would prove nothing.
    console.log(`verdicts: ${[...seen].map(([kind, count]) => `${kind} ${count}`).join(", ")}`);
    for (const kind of ["allowed", "denied", "conditional", "paradox", "policy_failed"])
      expect(seen.get(kind) ?? 0).toBeGreaterThan(5);
  });
});
