import type { Json, Policy, Rewrite } from "@relata/model";
import { worlds, type World } from "@relata/spec";
import fc from "fast-check";

const NUMBERS = ["resource.level", "resource.seal", "subject.level", "context.limit"];
const TEXTS = ["resource.region", "subject.region", "context.zone"];

const TIMES = ["resource.seen", "subject.seen"];

const paths = (names: readonly string[]) => fc.constantFrom(...names).map((path): Json => ({ var: path }));
const number = fc.oneof(fc.constantFrom<Json>(0, 1, 2, 3, 1.5), paths(NUMBERS));
const word = fc.constantFrom<Json>("eu", "us", "", "o'brien", "%");
const text = fc.oneof(word, paths(TEXTS));

/** The specification reads no instant that a policy writes: a test of its own does. */
const time = fc.oneof(fc.constant<Json>({ var: "now" }), paths(TIMES));

const comparison: fc.Arbitrary<Json> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .tuple(fc.constantFrom("==", "!=", "<", "<=", ">", ">="), paths(NUMBERS), number)
      .map(([op, a, b]): Json => ({ [op]: [a, b] })),
  },
  {
    weight: 3,
    arbitrary: fc.tuple(fc.constantFrom("==", "!="), paths(TEXTS), text).map(([op, a, b]): Json => ({ [op]: [a, b] })),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom("<", ">="), paths(TEXTS), fc.constantFrom("eu", "f"))
      .map(([op, a, b]): Json => ({ [op]: [a, b] })),
  },
  { weight: 1, arbitrary: fc.constantFrom(...NUMBERS, ...TEXTS, "resource.tags").map((path): Json => ({ has: path })) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.constantFrom("<", ">=", "==", "!="), paths(TIMES), time)
      .map(([op, a, b]): Json => ({ [op]: [a, b] })),
  },
  { weight: 1, arbitrary: fc.tuple(paths(TEXTS), fc.array(word, { maxLength: 3 })).map((two): Json => ({ in: two })) },
);

function rule(depth: number): fc.Arbitrary<Json> {
  if (depth === 0) return comparison;
  const part = rule(depth - 1);
  return fc.oneof(
    { weight: 3, arbitrary: comparison },
    {
      weight: 2,
      arbitrary: fc.tuple(fc.constantFrom("and", "or"), part, part).map(([op, a, b]): Json => ({ [op]: [a, b] })),
    },
    { weight: 2, arbitrary: part.map((a): Json => ({ "!": [a] })) },
  );
}

/** The policy with another body over the same parameters. */
function policyLike({ name, parameters }: Policy): fc.Arbitrary<Policy> {
  return fc
    .record({
      body: fc.oneof(rule(0), rule(2)),
      required: fc.oneof(
        { weight: 4, arbitrary: fc.constant<readonly string[]>([]) },
        {
          weight: 1,
          arbitrary: fc.constantFrom<readonly string[]>(["context.limit"], ["resource.level"], ["subject.region"]),
        },
      ),
      bound: fc.integer({ min: 0, max: 3 }),
      op: fc.constantFrom("<", ">="),
    })
    .map(({ body, required, bound, op }) => ({
      name,
      parameters,
      required,
      body: parameters.reduce<Json>((rest, { name: x }) => ({ and: [{ [op]: [{ var: x }, bound] }, rest] }), body),
    }));
}

const PLAIN: readonly Rewrite[] = ["member", "viewer"].map((relation) => ({ kind: "computed", relation }));

/** What a permission is besides: half of them stay, the others meet a policy on either side of an exclusion. */
const turns: fc.Arbitrary<(rewrite: Rewrite) => Rewrite> = fc
  .record({
    turn: fc.integer({ min: 0, max: 5 }),
    policy: fc.constantFrom("plain", "open"),
    one: fc.constantFrom(...PLAIN),
    other: fc.constantFrom(...PLAIN),
  })
  .map(({ turn, policy, one, other }) => (rewrite) => {
    const asked: Rewrite = { kind: "when", of: one, policy };
    if (turn === 0) return { kind: "when", of: { kind: "union", of: [rewrite, one] }, policy };
    if (turn === 1) return { kind: "exclusion", from: { kind: "union", of: [rewrite, other] }, less: asked };
    if (turn === 2) return { kind: "exclusion", from: rewrite, less: { kind: "exclusion", from: one, less: asked } };
    return rewrite;
  });

/** Every kind of subject may also come with the policy that reads no parameter, and every third tuple does. */
function withPolicies({ tuples, ...world }: World, count: number): World {
  const types = world.model.types.map((type) => ({
    ...type,
    relations: type.relations.map((relation) => ({
      ...relation,
      subjects: relation.subjects.flatMap((subject) =>
        subject.policy === undefined ? [subject, { ...subject, policy: "plain" }] : [subject],
      ),
    })),
  }));
  const policy = { name: "plain", parameters: {} };
  return {
    ...world,
    model: { ...world.model, types },
    tuples: tuples.map((tuple, i) => (tuple.policy === undefined && i % 3 < count ? { ...tuple, policy } : tuple)),
  };
}

/**
 * Random worlds of which every policy compares: no list and no map is looked into. There are more policies in them than in other
 * random worlds, on either side of exclusions, since that is where the unknown counts.
 */
export const comparingWorlds: fc.Arbitrary<World> = worlds.chain((world) =>
  fc
    .record({
      policies: fc.tuple(...world.model.policies.map(policyLike)),
      turn: fc.array(turns, { minLength: 9, maxLength: 9 }),
      carried: fc.constantFrom(0, 1),
    })
    .map(({ policies, turn, carried }) => {
      let i = 0;
      const types = world.model.types.map((type) => ({
        ...type,
        permissions: type.permissions.map((permission) => ({
          ...permission,
          rewrite: turn[i++]?.(permission.rewrite) ?? permission.rewrite,
        })),
      }));
      return withPolicies({ ...world, model: { ...world.model, types, policies } }, carried);
    }),
);
