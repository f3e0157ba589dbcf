import { isFailure } from "@relata/model";
import { check, drive, expand, type Limits, type Question, type Work } from "@relata/resolver";
import { NAMES, questions, worlds, type World } from "@relata/spec";
import fc from "fast-check";
import { expect, test } from "vitest";
import { graphOf, runPlan } from "../agreement.ts";
import { worldsToTry } from "../theorem.ts";

/** One subject: a budget is of the evaluation of one. */
const asked = fc
  .tuple(questions, fc.constantFrom(...NAMES))
  .map(([{ subject, ...question }, permission]): Question => ({
    ...question,
    subject: subject.slice(0, 1),
    permission,
  }));

function outcomeOf(world: World, question: Question, limits: Limits): string {
  try {
    return check(world.model, graphOf(world), question, limits).outcome;
  } catch (error) {
    if (isFailure(error)) return error.code;
    throw error;
  }
}

test("an answer has the work of the least budget that it can be had under", () => {
  fc.assert(
    fc.property(worlds, asked, (world, question) => {
      const work: Work = { nodes: 0 };
      const outcome = outcomeOf(world, question, { work });
      // What explains a decision that is open is counted, too.
      fc.pre(outcome === "allowed" || outcome === "denied");
      expect(work.nodes).toBeGreaterThan(0);
      expect(outcomeOf(world, question, { budget: work.nodes })).toBe(outcome);
      const less = work.nodes > 1 ? outcomeOf(world, question, { budget: work.nodes - 1 }) : "budget_exceeded";
      expect(less).toBe("budget_exceeded");
    }),
    worldsToTry(300),
  );
});

test("over a store that answers in batches there is at least as much work as over a graph in memory", () => {
  fc.assert(
    fc.property(worlds, asked, (world, question) => {
      const [atOnce, inBatches]: [Work, Work] = [{ nodes: 0 }, { nodes: 0 }];
      const outcome = outcomeOf(world, question, { work: atOnce });
      fc.pre(outcome === "allowed" || outcome === "denied");
      runPlan(
        drive((graph) => check(world.model, graph, question, { work: inBatches })),
        graphOf(world),
      );
      expect(inBatches.nodes).toBeGreaterThanOrEqual(atOnce.nodes);
    }),
    worldsToTry(100),
  );
});

test("an expansion works on each name that it writes down", () => {
  fc.assert(
    fc.property(worlds, asked, (world, { object, permission, now }) => {
      const work: Work = { nodes: 0 };
      const question = { object, permission, now, depth: "deep" } as const;
      const { names } = expand(world.model, graphOf(world), question, { work });
      expect(work.nodes).toBe(names.length);
    }),
    worldsToTry(50),
  );
});
