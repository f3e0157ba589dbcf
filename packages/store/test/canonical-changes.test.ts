import type { Json, Tuple } from "@relata/model";
import { canonicalChanges, type Changes } from "@relata/store";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { arbitraryChanges } from "../src/conformance/arbitrary-changes.ts";
import { tuple } from "../src/conformance/text.ts";

const ann: Tuple = tuple("doc:a#viewer@user:ann");
const bob: Tuple = tuple("doc:a#viewer@user:bob");
const object = ann.object;

/** The same in another order, made by a permutation of each list. */
function shuffled<T>(list: readonly T[] | undefined, seed: number): readonly T[] {
  return (list ?? [])
    .map((value, i) => ({ value, rank: ((i + 1) * 7919 * (seed + 1)) % 101 }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ value }) => value);
}

test("the order of lists does not matter, nor whether an empty one is there", () => {
  fc.assert(
    fc.property(arbitraryChanges, fc.nat(), (changes, seed) => {
      const other: Changes = {
        touch: shuffled(changes.touch, seed),
        create: shuffled(changes.create, seed),
        delete: shuffled(changes.delete, seed),
        attributes: shuffled(changes.attributes, seed).map(({ object, set = {}, unset }) => ({
          object,
          set: Object.fromEntries(shuffled(Object.entries(set), seed)),
          unset: shuffled(unset, seed),
        })),
        preconditions: shuffled(changes.preconditions, seed),
      };
      expect(canonicalChanges(other)).toBe(canonicalChanges(changes));
    }),
  );
});

test("the name of a write is no part of what it does", () => {
  expect(canonicalChanges({ touch: [ann], idempotencyKey: "k" })).toBe(canonicalChanges({ touch: [ann] }));
});

test("attributes of one object may stand in one change or in several", () => {
  const one: Changes = { attributes: [{ object, set: { a: 1, b: 2 }, unset: ["c"] }] };
  const parts = [{ object, unset: ["c"] }, { object, set: { b: 2 } }, { object }, { object, set: { a: 1 } }];
  expect(canonicalChanges({ attributes: parts })).toBe(canonicalChanges(one));
});

test("what a deleted tuple carried is no part of the write", () => {
  expect(canonicalChanges({ delete: [{ ...ann, policy: { name: "p", parameters: {} } } as Tuple] })).toBe(
    canonicalChanges({ delete: [ann] }),
  );
});

const limited = (parameters: { readonly [name: string]: Json }, name = "p"): Changes => ({
  touch: [{ ...ann, policy: { name, parameters } }],
});
const set = (value: Json, name = "a"): Changes => ({ attributes: [{ object, set: { [name]: value } }] });
const must = (filter: NonNullable<Changes["preconditions"]>[number]["filter"]): Changes => ({
  preconditions: [{ must: "match", filter }],
});

/** All different, however alike. */
const DIFFERENT: readonly Changes[] = [
  {},
  { touch: [ann] },
  { create: [ann] },
  { delete: [ann] },
  { touch: [bob] },
  { touch: [ann, bob] },
  { touch: [tuple("doc:a#viewer@user:ann#x")] },
  { touch: [tuple("doc:a#viewer@user:*")] },
  { touch: [{ ...ann, object: { type: "doc:a", id: "" } }] },
  { touch: [tuple("doc:a#viewer@user:ann", { from: "2026-01-01T00:00:00Z" })] },
  { touch: [tuple("doc:a#viewer@user:ann", { until: "2026-01-01T00:00:00Z" })] },
  { touch: [tuple("doc:a#viewer@user:ann", { until: "2026-01-01T00:00:00.000000001Z" })] },
  limited({}),
  limited({}, "q"),
  limited({ x: 1 }),
  limited({ x: "1" }),
  limited({ x: null }),
  set(null),
  set(0),
  set("0"),
  set([]),
  set({}),
  set(0, "b"),
  { attributes: [{ object: bob.subject, set: { a: 0 } }] },
  { attributes: [{ object, unset: ["a"] }] },
  must({}),
  { preconditions: [{ must: "not_match", filter: {} }] },
  must({ relation: "a" }),
  must({ object: { type: "a" } }),
  must({ object: { id: "a" } }),
  must({ subject: { type: "a" } }),
  must({ subject: { id: "a" } }),
  must({ subject: { relation: "a" } }),
  must({ subject: { relation: null } }),
];

test("writes that differ in anything that they do or demand have different texts", () => {
  const texts = DIFFERENT.map(canonicalChanges);
  expect(new Set(texts).size).toBe(DIFFERENT.length);
});
