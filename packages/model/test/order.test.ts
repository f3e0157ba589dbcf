import {
  compareObjects,
  compareSubjects,
  compareText,
  compareTuples,
  formatTuple,
  parseTuple,
  sameSubject,
  type SubjectRef,
} from "@relata/model";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { INDEX } from "./small-model.ts";

const references: fc.Arbitrary<SubjectRef> = fc.record(
  {
    type: fc.constantFrom("a", "ab", "b"),
    id: fc.constantFrom("", "a", "b", "ab", "é", "💥", "\uFFFD"),
    relation: fc.constantFrom("p", "q"),
  },
  { requiredKeys: ["type", "id"] },
);

describe.each([
  ["text", compareText, fc.string({ unit: "binary" }), (a: string, b: string) => a === b],
  ["subjects", compareSubjects, references, sameSubject],
] as const)("the order of %s", (_, compare, values, same) => {
  const order = compare as (a: unknown, b: unknown) => number;
  const arbitrary = values as fc.Arbitrary<unknown>;
  const equal = same as (a: unknown, b: unknown) => boolean;

  test("is total: nothing but the same is equal, and turning round turns it round", () => {
    fc.assert(
      fc.property(arbitrary, arbitrary, (a, b) => {
        expect(order(a, b) === 0).toBe(equal(a, b));
        expect(Math.sign(order(a, b))).toBe(0 - Math.sign(order(b, a)));
      }),
    );
  });

  test("is transitive", () => {
    fc.assert(
      fc.property(arbitrary, arbitrary, arbitrary, (a, b, c) => {
        const [x, y, z] = [a, b, c].sort(order);
        expect(order(x, z)).toBeLessThanOrEqual(0);
        expect(order(x, y)).toBeLessThanOrEqual(0);
      }),
    );
  });
});

test("text is ordered by code unit, and not as a locale would", () => {
  expect(["é", "z", "Z", "a", "_", "💥", "\uFFFD"].sort(compareText)).toEqual([
    "Z",
    "_",
    "a",
    "z",
    "é",
    "💥",
    "\uFFFD",
  ]);
});

test("objects come by type, then by id, whatever relation else they carry", () => {
  expect(compareObjects({ type: "a", id: "b" }, { type: "b", id: "a" })).toBeLessThan(0);
  const set = { type: "a", id: "a", relation: "p" };
  expect(compareObjects(set, { type: "a", id: "a" })).toBe(0);
});

test("tuples come by object, relation and subject, plain subjects before the sets of the same object", () => {
  const sorted = [
    "acme:doc:a#empty@user:z",
    "acme:doc:a#viewer@acme:doc:z",
    "acme:doc:a#viewer@group:g",
    "acme:doc:a#viewer@group:g#member",
    "acme:doc:a#viewer@user:*",
    "acme:doc:a#viewer@user:a with local",
    "acme:doc:b#empty@user:a",
    "group:a#member@user:a",
  ];
  const tuples = sorted.map((text) => parseTuple(INDEX, text));
  expect([...tuples].reverse().sort(compareTuples).map(formatTuple)).toEqual(sorted);
});
