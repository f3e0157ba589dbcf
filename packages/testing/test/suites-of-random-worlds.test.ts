import { NAMES, questions, worlds, type Verdict, type World } from "@relata/spec";
import { runSuite, type SuiteRun } from "@relata/testing";
import fc from "fast-check";
import { expect, test } from "vitest";
import { suiteText, trueAnswer, worldsToTry, writable, type Question } from "./random-suites.ts";
import { suiteOf } from "./situation.ts";

/** A world that can be written down, with questions that it answers. */
const situations = fc
  .tuple(worlds, fc.array(fc.tuple(questions, fc.constantFrom(...NAMES)), { minLength: 3, maxLength: 8 }), fc.nat())
  .map(([world, asked, pick]) => ({
    world: writable(world),
    questions: asked.map(([question, permission]): Question => ({ ...question, permission })),
    pick,
  }));

const isAnswer = ({ kind }: Verdict) => kind !== "paradox" && kind !== "policy_failed";

/** The questions of a world with their answers, those apart that have none. */
function answered(world: World, questions: readonly Question[]) {
  const all = questions.map((question) => [question, trueAnswer(world, question)] as const);
  return {
    stated: all.filter(([, verdict]) => isAnswer(verdict)),
    failing: all.filter(([, verdict]) => !isAnswer(verdict)),
  };
}

const statuses = ({ tests }: SuiteRun) => tests.map(({ status }) => status);

test("a suite of true answers passes, with one answer changed exactly that one fails; no answer is an error", () => {
  let tried = 0;
  fc.assert(
    fc.property(situations, ({ world, questions, pick }) => {
      if (world === undefined) return;
      const { stated, failing } = answered(world, questions);
      for (const [question] of failing) {
        for (const kind of ["allowed", "denied"] as const) {
          expect(statuses(runSuite(suiteOf(suiteText(world, [[question, { kind }]]))))).toEqual(["error"]);
        }
      }
      if (stated.length === 0) return;
      tried++;
      const passed = stated.map(() => "passed");
      expect(statuses(runSuite(suiteOf(suiteText(world, stated))))).toEqual(passed);
      const at = pick % stated.length;
      const changed = stated.map(([question, verdict], i) => [question, i === at ? other(verdict) : verdict] as const);
      expect(statuses(runSuite(suiteOf(suiteText(world, changed))))).toEqual(passed.with(at, "failed"));
    }),
    worldsToTry(15),
  );
  expect(tried).toBeGreaterThan(3);
});

function other({ kind }: Verdict): Verdict {
  return kind === "denied" ? { kind: "allowed" } : { kind: "denied" };
}
