import * as fc from "fast-check";
import jsonLogic from "json-logic-js";
import { TRUE, UNKNOWN } from "@relata/model";
import { expect, test } from "vitest";
import { ask } from "../support/ask.ts";
import { completeData } from "../support/data.ts";
import { plainRules } from "../support/rules.ts";

type Rule = Parameters<typeof jsonLogic.apply>[0];

test("with everything present and well typed, a policy is what json-logic-js makes of it", () => {
  let known = 0;
  fc.assert(
    fc.property(plainRules.boolean, completeData, (rule, data) => {
      const expected: unknown = jsonLogic.apply(rule as Rule, { ...data, action: "read" });
      const { truth, problem } = ask(rule, data);
      expect([truth === UNKNOWN, problem]).toEqual([false, undefined]);
      expect(truth === TRUE).toBe(expected);
      known += truth === TRUE ? 1 : 0;
    }),
    { numRuns: 5_000 },
  );
  // A generator that only makes falsehoods would prove nothing.
  expect(known).toBeGreaterThan(1_250);
  expect(known).toBeLessThan(3_750);
});
