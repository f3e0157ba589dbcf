import type { Json, JsonObject, Policy } from "@relata/model";
import { compilePolicy, policyProblems, residual, type PolicyKnowledge, type PolicyScope } from "@relata/abac";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { DAY, modelOf, policyOf } from "../support/ask.ts";
import { poorData, type Data } from "../support/data.ts";
import { nestedRules } from "../support/rules.ts";

const MODEL = modelOf();
const NAMES = ["resource", "subject", "context"] as const;

/** The scope, split by what is known of it now and what is supplied later. */
function split(data: Data, known: (path: string) => boolean): readonly [PolicyKnowledge, PolicyScope, PolicyScope] {
  const part = (scope: (typeof NAMES)[number], want: boolean): JsonObject =>
    Object.fromEntries(Object.entries(data[scope]).filter(([name]) => known(`${scope}.${name}`) === want));
  const those = (want: boolean) => ({
    resource: part("resource", want),
    subject: part("subject", want),
    context: part("context", want),
    parameters: {},
  });
  const whole = { ...data, parameters: {}, action: "adm", now: DAY };
  const now = known("now") ? { now: DAY } : {};
  const action = known("action") ? { action: "adm" } : {};
  return [{ ...those(true), ...now, ...action }, { ...those(false), action: "adm", now: DAY }, whole];
}

const PATHS = [
  "now",
  "action",
  "subject.amount",
  "context.flag",
  ...["flag", "other", "amount", "limit", "name", "owner", "numbers", "anything", "labels", "since", "lasts"].map(
    (name) => `resource.${name}`,
  ),
];

function outcomeOf(policy: Policy, scope: PolicyScope): unknown {
  const { truth, problem } = compilePolicy(policy, MODEL)(scope);
  return { truth, failed: problem?.code };
}

/** With defaults, by which absence is seen. */
const defaulted: fc.Arbitrary<Json> = fc
  .tuple(fc.constantFrom("resource.flag", "context.flag"), nestedRules.boolean, nestedRules.boolean)
  .map(([path, fallback, other]) => ({ and: [{ var: [path, fallback] }, other] }));

test("over any split of the data, what is left says of the rest what the policy says of all", () => {
  let open = 0;
  fc.assert(
    fc.property(
      fc.oneof({ weight: 4, arbitrary: nestedRules.boolean }, { weight: 1, arbitrary: defaulted }),
      poorData,
      fc.subarray(PATHS),
      fc.subarray(["resource.amount", "context.flag"]),
      (body, data, paths, required) => {
        const policy = { ...policyOf(body), required };
        const [knowledge, rest, whole] = split(data, (path) => paths.includes(path));
        const left = residual(policy, MODEL, knowledge);
        expect(policyProblems(left, MODEL)).toEqual([]);
        expect(outcomeOf(left, rest)).toEqual(outcomeOf(policy, whole));
        expect(outcomeOf(left, whole)).toEqual(outcomeOf(policy, whole));
        open += typeof left.body === "boolean" ? 0 : 1;
      },
    ),
    { numRuns: 600 },
  );
  expect(open).toBeGreaterThan(120);
});

test("nothing that is known is left in it, but for what is read where an element lacks it", () => {
  fc.assert(
    fc.property(nestedRules.boolean, poorData, fc.subarray(PATHS), (body, data, paths) => {
      const [knowledge] = split(data, (path) => paths.includes(path));
      const again = residual(policyOf(body), MODEL, knowledge);
      expect(residual(again, MODEL, knowledge).body).toEqual(again.body);
    }),
    { numRuns: 150 },
  );
});

test("of everything it is the answer, where there is one", () => {
  fc.assert(
    fc.property(nestedRules.boolean, poorData, (body, data) => {
      const policy = policyOf(body);
      const [knowledge, , whole] = split(data, () => true);
      const { truth } = compilePolicy(policy, MODEL)(whole);
      fc.pre(truth !== 1);
      expect(residual(policy, MODEL, knowledge).body).toBe(truth === 2);
    }),
    { numRuns: 150 },
  );
});
