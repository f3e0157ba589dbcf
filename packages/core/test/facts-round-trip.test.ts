import { formatFacts, parseFacts } from "@relata/core";
import { indexModel, isFailure, refusal } from "@relata/model";
import { worlds } from "@relata/spec";
import fc from "fast-check";
import { expect, test } from "vitest";

test("parse of format is the same facts, in random worlds", () => {
  let seen = 0;
  fc.assert(
    fc.property(worlds, ({ model, tuples, attributes }) => {
      const index = indexModel(model);
      const admitted = tuples.filter((tuple) => refusal(index, tuple) === undefined);
      seen += admitted.length;
      const parsed = parseFacts(index, formatFacts({ tuples: admitted, attributes }), "world.facts");
      expect(parsed.tuples).toEqual(admitted);
      expect(parsed.attributes).toEqual(attributes.map(({ object, values }) => ({ object, set: values, unset: [] })));
    }),
    { numRuns: 200 },
  );
  expect(seen).toBeGreaterThan(2_000);
});

test("format of parse is the same text, so that an export does not change when it is imported", () => {
  fc.assert(
    fc.property(worlds, ({ model, tuples, attributes }) => {
      const index = indexModel(model);
      const text = formatFacts({ tuples: tuples.filter((tuple) => refusal(index, tuple) === undefined), attributes });
      const parsed = parseFacts(index, text, "world.facts");
      const values = parsed.attributes.map(({ object, set = {} }) => ({ object, values: set }));
      expect(formatFacts({ tuples: parsed.tuples, attributes: values })).toBe(text);
    }),
    { numRuns: 100 },
  );
});

test("a tuple that the model does not admit is a mistake, in random worlds", () => {
  let seen = 0;
  fc.assert(
    fc.property(worlds, ({ model, tuples }) => {
      const index = indexModel(model);
      for (const tuple of tuples) {
        const refused = refusal(index, tuple);
        if (refused === undefined) continue;
        seen++;
        const text = formatFacts({ tuples: [tuple], attributes: [] });
        expect(() => parseFacts(index, text, "world.facts")).toThrow(`world.facts:1: ${refused.message}`);
      }
    }),
    { numRuns: 50 },
  );
  expect(seen).toBeGreaterThan(20);
});

test("any text is facts or a failure that names lines of it", () => {
  const parts = fc.constantFrom(
    "group:g",
    "#member",
    "@user:a",
    " ",
    "\n",
    "{",
    "}",
    '{"level":1}',
    "//",
    "doc:d",
    " from ",
  );
  const text = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.array(parts).map((all) => all.join("")),
  );
  fc.assert(
    fc.property(worlds, text, ({ model }, text) => {
      expect(complaint(() => parseFacts(indexModel(model), text, "any.facts"))).toMatch(/^$|any\.facts:\d+: /);
    }),
    { numRuns: 300 },
  );
});

/** What the failure says, or nothing where there is none; an error of another kind is thrown. */
function complaint(attempt: () => unknown): string {
  try {
    attempt();
    return "";
  } catch (error) {
    if (isFailure(error, "invalid_tuple")) return error.message;
    throw error;
  }
}
