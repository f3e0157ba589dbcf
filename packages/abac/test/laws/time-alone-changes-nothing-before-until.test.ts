import { instantFromMs, type Instant, type Json, type JsonObject } from "@relata/model";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ask, attribute, DAY, modelOf, policyOf } from "../support/ask.ts";
import { tracePolicy } from "@relata/abac";

const NOW: Json = { var: "now" };
const HOUR = 3_600_000_000_000n;
const at = (hours: number): Instant => (DAY + BigInt(hours) * HOUR) as Instant;
const text = (hours: number): string => new Date(Number(at(hours) / 1_000_000n)).toISOString();

const hours = fc.integer({ min: -4, max: 4 });
const time: fc.Arbitrary<Json> = fc.oneof(
  hours.map((hour): Json => ({ timestamp: text(hour) })),
  fc.constantFrom<Json>(attribute("since"), attribute("until"), attribute("anything")),
  fc.constant<Json>({ "+": [attribute("since"), { duration: "1h" }] }),
);
const comparison: fc.Arbitrary<Json> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.tuple(fc.constantFrom("<", "<=", ">", ">=", "==", "!="), time, fc.boolean()).map(compared),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(fc.constantFrom("<", "<="), time, time).map(([op, a, b]): Json => ({ [op]: [a, NOW, b] })),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(fc.constantFrom("<", "<="), time, time).map(([op, a, b]): Json => ({ [op]: [NOW, a, b] })),
  },
  { weight: 1, arbitrary: fc.constantFrom<Json>({ "<=": [NOW, NOW] }, { "==": [NOW, NOW] }, attribute("flag")) },
  {
    weight: 1,
    arbitrary: fc.tuple(fc.constantFrom("some", "none"), fc.constantFrom("<", ">=")).map(([op, order]): Json => ({
      [op]: [attribute("days"), { [order]: [{ var: "../now" }, { var: "" }] }],
    })),
  },
);
const rule: fc.Arbitrary<Json> = fc.letrec<{ rule: Json }>((tie) => ({
  rule: fc.oneof(
    { maxDepth: 3, depthSize: "small" },
    comparison,
    fc.tuple(fc.constantFrom("and", "or"), tie("rule"), tie("rule")).map(([op, a, b]): Json => ({ [op]: [a, b] })),
    fc.tuple(tie("rule"), tie("rule"), tie("rule")).map((arms): Json => ({ if: arms })),
    tie("rule").map((part): Json => ({ "!": [part] })),
  ),
})).rule;
const stamp = hours.map(text);
const data: fc.Arbitrary<JsonObject> = fc.record(
  {
    since: stamp,
    until: stamp,
    anything: fc.oneof(stamp, fc.constant("soon")),
    flag: fc.boolean(),
    days: fc.array(stamp, { maxLength: 2 }),
  },
  { requiredKeys: [] },
);

function compared([op, other, isFirst]: [string, Json, boolean]): Json {
  return { [op]: isFirst ? [NOW, other] : [other, NOW] };
}

/** Without `until` itself: a later answer is sooner over. */
function answerAt(body: Json, resource: JsonObject, now: Instant): unknown {
  const { until: _, ...said } = ask(body, { resource, now });
  return said;
}

describe("until", () => {
  test("before it, time alone changes nothing; without it, never", () => {
    let [ends, never] = [0, 0];
    fc.assert(
      fc.property(
        rule,
        data,
        hours,
        fc.array(fc.integer({ min: 0, max: 9 * 60 }), { minLength: 4, maxLength: 4 }),
        (body, resource, hour, later) => {
          const now = at(hour);
          const { until } = ask(body, { resource, now });
          if (until === undefined) never++;
          else ends++;
          const before = until === undefined ? [] : [(until - 1n) as Instant];
          for (const instant of [
            ...later.map((minutes) => (now + BigInt(minutes) * (HOUR / 60n)) as Instant),
            ...before,
          ]) {
            if (until !== undefined && (instant >= until || instant < now)) continue;
            expect(answerAt(body, resource, instant)).toEqual(answerAt(body, resource, now));
          }
        },
      ),
      { numRuns: 2_000 },
    );
    expect(ends).toBeGreaterThan(200);
    expect(never).toBeGreaterThan(200);
  });

  test("a single comparison turns over exactly there", () => {
    fc.assert(
      fc.property(
        fc
          .tuple(
            fc.constantFrom("<", "<=", ">", ">=", "==", "!="),
            hours.map((hour): Json => ({ timestamp: text(hour) })),
            fc.boolean(),
          )
          .map(compared),
        hours,
        (body, hour) => {
          const { until } = ask(body, { now: at(hour) });
          if (until === undefined) return;
          expect(answerAt(body, {}, until)).not.toEqual(answerAt(body, {}, at(hour)));
        },
      ),
      { numRuns: 400 },
    );
  });

  test("is what the trace says too", () => {
    fc.assert(
      fc.property(rule, data, (body, resource) => {
        const scope = { resource, subject: {}, context: {}, parameters: {}, action: "read", now: DAY };
        expect(tracePolicy(policyOf(body), modelOf(), scope).verdict).toEqual(ask(body, { resource }));
      }),
      { numRuns: 400 },
    );
  });

  test.each<[string, Json, bigint | undefined]>([
    ["a comparison that lies behind", { ">=": [NOW, { timestamp: text(-1) }] }, undefined],
    ["one that lies ahead", { ">=": [NOW, { timestamp: text(1) }] }, at(1)],
    ["one that ends with the instant, included", { "<=": [NOW, { timestamp: text(1) }] }, at(1) + 1n],
    [
      "the first of several",
      { and: [{ "<": [NOW, { timestamp: text(3) }] }, { "<": [{ timestamp: text(2) }, NOW] }] },
      at(2) + 1n,
    ],
    ["a value of another type, which fails at any time", { "<": [NOW, attribute("name")] }, undefined],
    ["any other use of now", { "<": [{ "-": [NOW, attribute("since")] }, { duration: "1h" }] }, DAY],
    ["now beside now", { "<": [NOW, NOW] }, DAY],
    ["what is never read", { if: [true, true, { "<": [{ "+": [NOW, { duration: "1h" }] }, NOW] }] }, undefined],
    ["nothing of time", { "==": [attribute("name"), "now"] }, undefined],
    ["the end of time", { "<=": [NOW, { timestamp: "9999-12-31T23:59:59.999999999Z" }] }, undefined],
  ])("%s", (_, body, until) => {
    const resource = { since: text(0), ...(JSON.stringify(body).includes("name") && { name: "x" }) };
    const attributes = { since: { kind: "timestamp" }, name: { kind: "any" } } as const;
    expect(ask(body, { attributes, resource }).until).toBe(until);
  });
});

test("what reads no time has a verdict without it", () => {
  expect(ask(attribute("flag"), { resource: { flag: true } })).toEqual({ truth: 2, missing: [] });
  expect(ask({ "<": [NOW, attribute("since")] }, { resource: {}, now: instantFromMs(0) }).until).toBeUndefined();
});
