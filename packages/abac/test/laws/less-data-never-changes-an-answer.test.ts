import { TRUE, UNKNOWN } from "@relata/model";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { ask } from "../support/ask.ts";
import { moreAndLess, poorData } from "../support/data.ts";
import { nestedRules } from "../support/rules.ts";

test("taking data away leaves the answer, or makes it unknown", () => {
  let kept = 0;
  fc.assert(
    fc.property(nestedRules.boolean, moreAndLess, (rule, [more, less]) => {
      const before = ask(rule, more).truth;
      const after = ask(rule, less).truth;
      expect([UNKNOWN, before]).toContain(after);
      kept += after === TRUE ? 1 : 0;
    }),
    { numRuns: 1_200 },
  );
  expect(kept).toBeGreaterThan(100);
});

test("a known answer misses nothing and has no problem; an unknown one has a reason", () => {
  fc.assert(
    fc.property(nestedRules.boolean, poorData, (rule, data) => {
      const { truth, missing, problem } = ask(rule, data);
      const reasons = missing.length + (problem === undefined ? 0 : 1);
      expect(reasons > 0).toBe(truth === UNKNOWN);
    }),
    { numRuns: 600 },
  );
});

test("what is missing is absent, sorted and told once", () => {
  fc.assert(
    fc.property(nestedRules.boolean, poorData, (rule, data) => {
      const { missing } = ask(rule, data);
      expect(missing).toEqual([...new Set(missing)].sort());
      for (const path of missing) {
        const [scope = "", name = "", ...inside] = path.split(".");
        // Why: what a supplied value lacks inside is absent though its name is there, and an element has no scope.
        if (inside.length > 0 || scope === "*") continue;
        expect(Object.hasOwn(data[scope as keyof typeof data], name)).toBe(false);
      }
    }),
    { numRuns: 600 },
  );
});

test("supplying what is not missing changes nothing of an unknown answer", () => {
  fc.assert(
    fc.property(nestedRules.boolean, moreAndLess, (rule, [more, less]) => {
      const before = ask(rule, less);
      fc.pre(before.truth === UNKNOWN);
      const waited =
        (scope: string) =>
        ([name]: [string, unknown]) =>
          !before.missing.some((path) => `${path}.`.startsWith(`${scope}.${name}.`));
      const supplied = {
        resource: { ...less.resource, ...Object.fromEntries(Object.entries(more.resource).filter(waited("resource"))) },
        subject: { ...less.subject, ...Object.fromEntries(Object.entries(more.subject).filter(waited("subject"))) },
        context: { ...less.context, ...Object.fromEntries(Object.entries(more.context).filter(waited("context"))) },
      };
      expect(ask(rule, supplied)).toEqual(before);
    }),
    { numRuns: 500 },
  );
});
