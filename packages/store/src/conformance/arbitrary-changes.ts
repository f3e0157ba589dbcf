import * as fc from "fast-check";
import {
  formatKey,
  formatObject,
  type Instant,
  type ObjectRef,
  type SubjectRef,
  type Tuple,
  type TupleKey,
  type TuplePolicy,
} from "@relata/model";
import type { SetKind, Use, Wanted } from "@relata/resolver";
import type { AttributeChange, Changes, TupleFilter } from "../store.ts";
import { tuple } from "./text.ts";

// Few names, so that keys meet: most of a store's mistakes are about two tuples, not about one.
const objects: fc.Arbitrary<ObjectRef> = fc.record({
  type: fc.constantFrom("group", "doc"),
  id: fc.constantFrom("a", "b", "A", "*"),
});
const relations = fc.constantFrom("member", "viewer");
const plain: fc.Arbitrary<SubjectRef> = fc.record({
  type: fc.constantFrom("user", "group"),
  id: fc.constantFrom("a", "b", "*"),
});
const subjectSet: fc.Arbitrary<SubjectRef> = fc.record({
  type: fc.constantFrom("group", "doc"),
  id: fc.constantFrom("a", "b", "A"),
  relation: relations,
});
const subjects = fc.oneof(plain, subjectSet);

const anyKeys = fc.record({ object: objects, relation: relations, subject: subjects });

/** Half of them are of a handful, so that what is written is also replaced, ended and made anew. */
const keys: fc.Arbitrary<TupleKey> = fc.oneof(
  anyKeys,
  fc
    .constantFrom("doc:a#viewer@user:a", "doc:a#viewer@group:a#member", "group:a#member@user:a")
    .map((key) => tuple(key)),
);

const json = fc.constantFrom(null, 0, 1, "1", "", true, [], [1, null], {}, { a: { b: 1 } });

const policies: fc.Arbitrary<TuplePolicy> = fc.record({
  name: fc.constantFrom("p", "q"),
  parameters: fc.dictionary(fc.constantFrom("x", "y"), json, { maxKeys: 2 }),
});

const instants = fc
  .constantFrom("2026-01-01T00:00:00Z", "2026-01-01T00:00:00.000000001Z", "1960-06-15T12:30:00.5Z")
  .map((from) => tuple("a:a#a@a:a", { from }).from);

const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 2 });

const tuples: fc.Arbitrary<Tuple> = fc
  .tuple(keys, maybe(policies), maybe(instants), maybe(instants))
  .map(([key, policy, from, until]) => carrying(key, policy, from, until));

function carrying(key: TupleKey, policy?: TuplePolicy, from?: Instant, until?: Instant): Tuple {
  return {
    ...key,
    ...(policy !== undefined && { policy }),
    ...(from !== undefined && { from }),
    ...(until !== undefined && { until }),
  };
}

const attributes: fc.Arbitrary<AttributeChange> = fc.record(
  {
    object: objects,
    set: fc.dictionary(fc.constantFrom("size", "Size", "__proto__"), json, { maxKeys: 2, noNullPrototype: true }),
    unset: fc.array(fc.constantFrom("size", "Size"), { maxLength: 1 }),
  },
  { requiredKeys: ["object"] },
);

export const arbitraryFilter: fc.Arbitrary<TupleFilter> = fc.record(
  {
    object: fc.record({ type: fc.constantFrom("group", "doc"), id: fc.constantFrom("a", "*") }, { requiredKeys: [] }),
    relation: relations,
    subject: fc.record(
      {
        type: fc.constantFrom("user", "group"),
        id: fc.constantFrom("a", "*"),
        relation: fc.constantFrom("member", "viewer", null),
      },
      { requiredKeys: [] },
    ),
  },
  { requiredKeys: [] },
);

export const arbitraryPrecondition = fc.record({
  must: fc.constantFrom("match" as const, "not_match" as const),
  filter: arbitraryFilter,
});

const idempotencyKey = fc.constantFrom("k", "l", "m");

/** Many of these name a key twice, or demand what is not so. */
const wild: fc.Arbitrary<Changes> = fc.record(
  {
    touch: fc.array(tuples, { maxLength: 6 }),
    create: fc.array(tuples, { maxLength: 2 }),
    delete: fc.array(keys, { maxLength: 3 }),
    attributes: fc.array(attributes, { maxLength: 2 }),
    preconditions: fc.array(arbitraryPrecondition, { maxLength: 1 }),
    idempotencyKey,
  },
  { requiredKeys: [] },
);

const lists = ["touch", "touch", "touch", "create", "delete", "delete"] as const;
const placed = fc.record({ tuple: tuples, list: fc.constantFrom(...lists) });

/** Each key in one list, each attribute once: only what is there already can refuse these. */
const tidy: fc.Arbitrary<Changes> = fc
  .record({
    all: fc.uniqueArray(placed, { maxLength: 7, selector: ({ tuple }) => formatKey(tuple) }),
    values: fc.uniqueArray(attributes, { maxLength: 2, selector: ({ object }) => formatObject(object) }),
    name: fc.oneof({ weight: 5, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: idempotencyKey }),
  })
  .map(({ all, values, name }) => ({
    touch: all.filter(({ list }) => list === "touch").map(({ tuple }) => tuple),
    create: all.filter(({ list }) => list === "create").map(({ tuple }) => tuple),
    delete: all.filter(({ list }) => list === "delete").map(({ tuple }) => tuple),
    attributes: values.map((change) => ({
      ...change,
      unset: (change.unset ?? []).filter((unset) => !Object.hasOwn(change.set ?? {}, unset)),
    })),
    ...(name !== undefined && { idempotencyKey: name }),
  }));

/** One write: most are good, some name a key twice, create what is there, or demand what is not so. */
export const arbitraryChanges: fc.Arbitrary<Changes> = fc.oneof(
  { weight: 1, arbitrary: wild },
  { weight: 4, arbitrary: tidy },
);

const kinds: fc.Arbitrary<readonly SetKind[]> = fc.subarray<SetKind>([
  { type: "group", relation: "member" },
  { type: "group", relation: "viewer" },
  { type: "doc", relation: "member" },
]);

const uses: fc.Arbitrary<Use> = fc.oneof(
  fc.record({ type: fc.constantFrom("doc", "group"), relation: relations }),
  fc.record({ type: fc.constantFrom("doc", "group"), relation: relations, as: relations }),
);

/** One question about the same few names. */
export const arbitraryWanted: fc.Arbitrary<Wanted> = fc.oneof(
  fc.record({ ask: fc.constant("has" as const), object: objects, relation: relations, subject: subjects }),
  fc.record({ ask: fc.constantFrom("sets" as const, "objects" as const), object: objects, relation: relations }),
  fc.record({ ask: fc.constant("memberships" as const), subject: subjects, through: kinds }),
  fc.record({ ask: fc.constant("attributes" as const), object: objects }),
  fc.record({ ask: fc.constant("usages" as const), entity: fc.oneof(objects, plain) }),
  fc.record({ ask: fc.constant("usages" as const), entity: fc.oneof(objects, plain), use: uses }),
  fc.record({ ask: fc.constant("ids" as const), type: fc.constantFrom("user", "group", "doc", "none") }),
);
