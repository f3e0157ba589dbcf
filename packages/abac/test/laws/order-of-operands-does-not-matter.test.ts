import type { Json } from "@relata/model";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { ask } from "../support/ask.ts";
import { poorData, type Data } from "../support/data.ts";
import { nestedRules } from "../support/rules.ts";

const SYMMETRIC = new Set(["and", "or", "==", "===", "!=", "!==", "min", "max"]);

/** The rule with the operands of every symmetric operator turned round. */
function reversed(rule: Json): Json {
  if (Array.isArray(rule)) return rule.map((part: Json) => reversed(part));
  if (typeof rule !== "object" || rule === null) return rule;
  return Object.fromEntries(
    Object.entries(rule as { readonly [name: string]: Json }).map(([name, operands]) => {
      const inner = reversed(operands);
      return [name, SYMMETRIC.has(name) && Array.isArray(inner) ? inner.toReversed() : inner];
    }),
  );
}

/** All of a verdict that has no order: of several problems the first is told. */
function unordered(rule: Json, data: Data): unknown {
  const { truth, missing, problem } = ask(rule, data);
  return { truth, missing, failed: problem !== undefined };
}

test("turning operands round changes neither the answer nor what it misses", () => {
  fc.assert(
    fc.property(nestedRules.boolean, poorData, (rule, data) => {
      expect(unordered(reversed(rule), data)).toEqual(unordered(rule, data));
    }),
    { numRuns: 500 },
  );
});

test("De Morgan's laws hold of what is unknown too", () => {
  const { boolean } = nestedRules;
  fc.assert(
    fc.property(boolean, boolean, poorData, (a, b, data) => {
      expect(ask({ "!": { and: [a, b] } }, data)).toEqual(ask({ or: [{ "!": a }, { "!": b }] }, data));
      expect(ask({ "!": { or: [a, b] } }, data)).toEqual(ask({ and: [{ "!": a }, { "!": b }] }, data));
    }),
    { numRuns: 500 },
  );
});

test("`none` is the negation of `some`, and `all` is `none` of the negation unless the list is empty", () => {
  const { boolean } = nestedRules;
  fc.assert(
    fc.property(boolean, poorData, (condition, data) => {
      const outside = outwards(condition);
      const list: Json = [1, { var: "resource.amount" }];
      expect(ask({ none: [list, outside] }, data)).toEqual(ask({ "!": { some: [list, outside] } }, data));
      expect(ask({ all: [list, outside] }, data)).toEqual(ask({ none: [list, { "!": outside }] }, data));
    }),
    { numRuns: 500 },
  );
});

/** A rule of the root, as it is written inside one list operator. */
function outwards(rule: Json): Json {
  if (Array.isArray(rule)) return rule.map((part: Json) => outwards(part));
  if (typeof rule !== "object" || rule === null) return rule;
  return Object.fromEntries(
    Object.entries(rule as { readonly [name: string]: Json }).map(([name, operand]) => {
      const isPath = (name === "var" || name === "has") && typeof operand === "string";
      const looksOut = isPath && /^(?:\.\.\/)?(?:resource|subject|context|action|now)/.test(operand);
      return [name, looksOut ? `../${operand}` : isPath ? operand : outwards(operand)];
    }),
  );
}
