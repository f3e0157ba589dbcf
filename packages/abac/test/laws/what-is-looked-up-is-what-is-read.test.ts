import { compilePolicy, valueProblem, type PolicyScope } from "@relata/abac";
import type { Json } from "@relata/model";
import { describe, expect, test } from "vitest";
import { isPlainly, isPlainType } from "../../src/scope/lookup.ts";
import { ATTRIBUTES, DAY, modelOf, policyOf, type Situation } from "../support/ask.ts";

/**
 * Comparisons look a declared name up themselves. Behind an `if` they cannot, and are told by the path what is there: so
 * one policy written both ways must say one thing, missing paths and messages included, of whatever data.
 */
type Comparison = (a: Json, b: Json) => Json;

/** Comparisons with what is written, and with another path, for each kind of type that may be looked up. */
const COMPARISONS: { readonly [attribute: string]: readonly Comparison[] } = {
  flag: [
    (a) => ({ and: [a] }),
    (a) => ({ "==": [a, true] }),
    (a) => ({ "!=": [a, false] }),
    (a) => ({ in: [a, [true]] }),
  ],
  status: [
    (a) => ({ "==": [a, "paid"] }),
    (a) => ({ "!=": [a, "sent"] }),
    (a) => ({ in: [a, ["paid", "draft"]] }),
    (a) => ({ "==": [a, null] }),
    (a, b) => ({ "==": [a, b] }),
  ],
  name: [
    (a) => ({ "==": [a, "paid"] }),
    (a) => ({ "!=": [a, ""] }),
    (a) => ({ "<": [a, "paid"] }),
    (a) => ({ in: [a, ["paid"]] }),
    (a) => ({ in: [a, ["", "a", "b", "paid"]] }),
    (a) => ({ in: [a, ["", "a", "b", "c", "paid"]] }),
    (a) => ({ in: [a, [null, "paid"]] }),
    (a) => ({ in: [a, []] }),
    (a) => ({ "==": [a, null] }),
    (a, b) => ({ "<=": [a, b] }),
  ],
  amount: [
    ...["<", "<=", ">", ">=", "==", "!="].flatMap((name): readonly Comparison[] => [
      (a) => ({ [name]: [a, 5] }),
      (a) => ({ [name]: [0, a] }),
      (a, b) => ({ [name]: [a, b] }),
    ]),
    (a) => ({ in: [a, [0, 5, -1]] }),
    (a) => ({ "<": [0, a, 5] }),
    (a) => ({ "==": [a, null] }),
  ],
  count: [(a) => ({ "<": [a, 5] }), (a) => ({ "==": [a, 5] }), (a) => ({ in: [a, [5]] }), (a, b) => ({ ">": [a, b] })],
  size: [
    (a) => ({ ">=": [a, 0] }),
    (a) => ({ "==": [a, 0] }),
    (a) => ({ in: [a, [0, 5]] }),
    (a, b) => ({ "<": [a, b] }),
  ],
  since: [(a) => ({ "==": [a, "2026-01-15T00:00:00Z"] }), (a) => ({ "<": [a, "2026-01-16T00:00:00Z"] })],
  anything: [(a) => ({ "==": [a, "paid"] }), (a) => ({ in: [a, ["paid", 5]] }), (a) => ({ "<": [a, 5] })],
};

type RecordName = "resource" | "subject" | "context" | "parameters";
type Place = readonly [place: string, path: (name: string) => string, record: RecordName, situation: Situation];

const TUPLE_PARAMETERS = { parameterTypes: ATTRIBUTES, tupleParameters: Object.keys(ATTRIBUTES) };

const PLACES: readonly Place[] = [
  ["the resource", (name) => `resource.${name}`, "resource", {}],
  ["the subject", (name) => `subject.${name}`, "subject", {}],
  ["the request", (name) => `context.${name}`, "context", {}],
  ["the tuple", (name) => name, "parameters", TUPLE_PARAMETERS],
  ["the tuple rather than the request", (name) => name, "parameters", { parameterTypes: ATTRIBUTES }],
  ["the request for want of the tuple", (name) => name, "context", { parameterTypes: ATTRIBUTES }],
];

const TEXTS = ["paid", "sent", "", "a", "x".repeat(64), "x".repeat(100_001), "2026-01-15T00:00:00+00:00"];
const NUMBERS = [0, -0, 5, -1, 0.5, 2 ** 53, Number.NaN, Number.POSITIVE_INFINITY];
const OTHERS = [true, false, null, undefined, 5n, Symbol("paid"), ["paid"], [], {}, () => "paid"];
const LIKE_OTHERS = [Object("paid"), Object(5), new Date(0), { toString: () => "paid" }, { valueOf: () => 5 }];
const GIVEN: readonly unknown[] = [...TEXTS, ...NUMBERS, ...OTHERS, ...LIKE_OTHERS];

/** Records that hold the value, or seem to. */
function holders(name: string, value: unknown): readonly object[] {
  return [
    { [name]: value },
    Object.create({ [name]: value }) as object,
    Object.assign(Object.create(null) as object, { [name]: value }),
    Object.defineProperty({}, name, { get: () => value }),
  ];
}

/** Every value in every kind of record, and beside it another one in all other records. */
function scopes(name: string, record: RecordName): readonly PolicyScope[] {
  return GIVEN.flatMap((value) =>
    holders(name, value).flatMap((held) =>
      [{}, { [name]: 5 }, { [name]: "paid" }].map((other) => {
        const others = { resource: other, subject: other, context: other, parameters: {} };
        return { ...others, [record]: held, action: "read", now: DAY };
      }),
    ),
  );
}

/** The same value, which no operator can look up itself. */
function behind(value: Json): Json {
  return { if: [true, value, value] };
}

describe.each(Object.entries(COMPARISONS))("a comparison of `%s`", (name, comparisons) => {
  test.each(PLACES)(
    "that looks it up in %s says of any data what one says that is told",
    (_, path, record, situation) => {
      const [a, b] = [{ var: path(name) }, { var: `${record === "subject" ? "resource" : "subject"}.${name}` }];
      const model = modelOf(situation);
      for (const compare of comparisons) {
        const looks = compilePolicy(policyOf(compare(a, b), situation), model);
        const told = compilePolicy(policyOf(compare(behind(a), behind(b)), situation), model);
        for (const scope of scopes(name, record)) {
          const [verdict, expected] = [looks(scope), told(scope)];
          // Why: compared by hand first, since there are thousands.
          if (JSON.stringify(verdict) === JSON.stringify(expected)) continue;
          expect({ body: compare(a, b), scope, verdict }).toEqual({ body: compare(a, b), scope, verdict: expected });
        }
      }
    },
  );
});

test.each(Object.entries(ATTRIBUTES))(
  "a value of `%s` is taken as it stands only where the gate lets it through",
  (_, type) => {
    const passing = GIVEN.filter((value) => valueProblem(value as Json, type) === undefined);
    const taken = GIVEN.filter((value) => isPlainType(type) && isPlainly(value, type));
    expect(taken).toEqual(isPlainType(type) ? passing : []);
  },
);
