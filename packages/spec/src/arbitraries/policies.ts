import fc from "fast-check";
import type { Json, Parameter, Policy } from "@relata/model";

const NUMBERS = ["resource.level", "resource.seal", "subject.level", "context.limit"];
const TEXTS = ["resource.region", "subject.region", "context.zone"];

function comparison(numbers: readonly string[], texts: readonly string[]): fc.Arbitrary<Json> {
  const number = fc.oneof(fc.integer({ min: 0, max: 3 }), variable(numbers));
  const text = fc.oneof(fc.constantFrom("eu", "us"), variable(texts));
  return fc.oneof(
    fc
      .tuple(fc.constantFrom("==", "!=", "<", ">="), variable(numbers), number)
      .map(([op, a, b]): Json => ({ [op]: [a, b] })),
    fc.tuple(fc.constantFrom("==", "!="), variable(texts), text).map(([op, a, b]): Json => ({ [op]: [a, b] })),
  );
}

const TAGS: Json = { var: "resource.tags" };
const NOW: Json = { var: "now" };
const SEEN: Json = { var: "resource.seen" };

/** What asks about presence, lists, maps and time. */
const question: fc.Arbitrary<Json> = fc.oneof(
  fc
    .constantFrom("resource.labels.a", "resource.labels", "resource.level", "context.limit", "subject.labels.b")
    .map((path): Json => ({ has: path })),
  fc
    .tuple(
      fc.constantFrom("==", ">="),
      fc.constantFrom("resource.tags", "resource.labels"),
      fc.integer({ min: 0, max: 2 }),
    )
    .map(([op, of, size]): Json => ({ [op]: [{ size: { var: of } }, size] })),
  fc
    .constantFrom<Json>("eu", { var: "subject.region" }, { var: "context.zone" })
    .map((one): Json => ({ in: [one, TAGS] })),
  variable(TEXTS).map((one): Json => ({ in: [one, ["eu", "uk"]] })),
  fc.constantFrom("a", "c").map((key): Json => ({ in: [key, { var: "resource.labels" }] })),
  fc
    .tuple(
      fc.constantFrom("some", "one"),
      fc.constantFrom<Json>("eu", { var: "../context.zone" }, { var: "../subject.region" }),
    )
    .map(([op, one]): Json => ({ [op]: [TAGS, { "==": [{ var: "" }, one] }] })),
  fc
    .tuple(fc.constantFrom("<", ">="), fc.constantFrom("1h", "24h"))
    .map(([op, span]): Json => ({ [op]: [{ "-": [NOW, SEEN] }, { duration: span }] })),
  fc.constantFrom("1h", "24h").map((span): Json => ({ ">": [{ "+": [SEEN, { duration: span }] }, NOW] })),
);

function variable(paths: readonly string[]): fc.Arbitrary<Json> {
  return fc.constantFrom(...paths).map((path) => ({ var: path }));
}

function rule(depth: number): fc.Arbitrary<Json> {
  const leaf = fc.oneof({ weight: 2, arbitrary: comparison(NUMBERS, TEXTS) }, { weight: 1, arbitrary: question });
  if (depth === 0) return leaf;
  const part = rule(depth - 1);
  return fc.oneof(
    { weight: 2, arbitrary: leaf },
    {
      weight: 1,
      arbitrary: fc.tuple(fc.constantFrom("and", "or"), part, part).map(([op, a, b]): Json => ({ [op]: [a, b] })),
    },
    { weight: 1, arbitrary: part.map((a): Json => ({ "!": [a] })) },
  );
}

function policy(name: string, parameters: readonly Parameter[]): fc.Arbitrary<Policy> {
  const required = fc.oneof(
    { weight: 5, arbitrary: fc.constant([]) },
    { weight: 1, arbitrary: fc.constant(["context.limit"]) },
  );
  return fc
    .record({ body: rule(2), required, bound: fc.integer({ min: 0, max: 3 }), op: fc.constantFrom("<", ">=") })
    .map(({ body, required, bound, op }): Policy => ({
      name,
      parameters,
      required,
      // Why: a declared parameter must be used.
      body: parameters.reduce<Json>((rest, { name }) => ({ and: [{ [op]: [{ var: name }, bound] }, rest] }), body),
    }));
}

/** Three policies: without parameters, with one that must stand in the tuple, and with one that may come from either. */
export const policies: fc.Arbitrary<readonly Policy[]> = fc.tuple(
  policy("bound", [{ name: "x", type: { kind: "number" }, tuple: true }]),
  policy("open", [{ name: "y", type: { kind: "number" }, tuple: false }]),
  policy("plain", []),
);

/** Those that a `when` may name: without a parameter that must stand in a tuple. */
export const WHEN_POLICIES = ["open", "plain"] as const;
export const POLICY_NAMES = ["bound", "open", "plain"] as const;
