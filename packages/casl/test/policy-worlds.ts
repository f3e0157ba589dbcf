import {
  sameKey,
  type Attribute,
  type Json,
  type Policy,
  type Relation,
  type Rewrite,
  type SubjectType,
  type Tuple,
} from "@relata/model";
import { worlds, type World } from "@relata/spec";
import fc from "fast-check";

/** Attributes of every kind that rules can speak of, and one of a kind that they cannot, beside those of all random worlds. */
const MORE: readonly Attribute[] = [
  { name: "flag", type: { kind: "boolean" }, trusted: false },
  { name: "rank", type: { kind: "int" }, trusted: false },
  { name: "status", type: { kind: "enum", values: ["draft", "paid", "sent"] }, trusted: false },
];

const paths = (...names: readonly string[]) => fc.constantFrom(...names).map((path): Json => ({ var: path }));
const levels = paths("resource.level", "resource.level", "resource.seal", "subject.level", "context.limit");
const regions = paths("resource.region", "resource.region", "subject.region", "context.zone");
const number = fc.constantFrom<Json>(0, 1, 2, 3, 1.5, -1);
const word = fc.constantFrom<Json>("eu", "us", "", "f", "Ü");

const operation = (op: string, ...operands: readonly Json[]): Json => ({ [op]: operands });
const order = fc.constantFrom("==", "!=", "<", "<=", ">", ">=");
const equality = fc.constantFrom("==", "!=");

const comparison: fc.Arbitrary<Json> = fc.oneof(
  { weight: 5, arbitrary: fc.tuple(order, levels, fc.oneof(number, levels)).map((all) => operation(...all)) },
  { weight: 2, arbitrary: fc.tuple(order, number, levels).map((all) => operation(...all)) },
  { weight: 4, arbitrary: fc.tuple(order, regions, word).map((all) => operation(...all)) },
  { weight: 1, arbitrary: fc.tuple(equality, regions, regions).map((all) => operation(...all)) },
  { weight: 1, arbitrary: fc.tuple(number, levels, number).map((all) => operation("<", ...all)) },
  { weight: 2, arbitrary: fc.tuple(regions, fc.array(word, { maxLength: 3 })).map((all) => operation("in", ...all)) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(order, paths("resource.status"), fc.constantFrom<Json>("draft", "paid"))
      .map((all) => operation(...all)),
  },
  { weight: 1, arbitrary: paths("resource.flag") },
  {
    weight: 1,
    arbitrary: fc.tuple(order, paths("resource.rank"), fc.constantFrom<Json>(0, 2)).map((all) => operation(...all)),
  },
  {
    weight: 2,
    arbitrary: fc
      .constantFrom("level", "region", "status", "flag", "rank", "tags")
      .map((name): Json => ({ has: `resource.${name}` })),
  },
);

function rule(depth: number): fc.Arbitrary<Json> {
  if (depth === 0) return comparison;
  const part = rule(depth - 1);
  return fc.oneof(
    { weight: 3, arbitrary: comparison },
    { weight: 3, arbitrary: fc.tuple(fc.constantFrom("and", "or"), part, part).map((all) => operation(...all)) },
    { weight: 2, arbitrary: part.map((a) => operation("!", a)) },
  );
}

/** The policy with another body over the same parameters. */
function policyLike({ name, parameters }: Policy): fc.Arbitrary<Policy> {
  const required = fc.oneof(
    { weight: 4, arbitrary: fc.constant<readonly string[]>([]) },
    {
      weight: 1,
      arbitrary: fc.constantFrom<readonly string[]>(["resource.level"], ["resource.tags"], ["context.limit"]),
    },
  );
  const bound = fc.constantFrom<Json>({ var: "resource.level" }, 2);
  return fc
    .record({ body: fc.oneof(rule(0), rule(2)), required, bound, op: fc.constantFrom("<=", ">=", "and", "or") })
    .map(({ body, required, bound, op }) => ({
      name,
      parameters,
      required,
      body: parameters.reduce<Json>((rest, { name: x }) => {
        const held = operation(">=", { var: x }, bound);
        return op === "or" ? operation("or", held, rest) : operation("and", held, rest);
      }, body),
    }));
}

const USER: SubjectType = { type: "user" };

/** Everybody may look at something by name, and one of each type by a wildcard: so that most permissions wait for a policy alone. */
const GRANTS: readonly Tuple[] = ["doc:d", "folder:f", "folder:r", "group:g", "group:*", "doc:*"].flatMap((text) => {
  const [type = "", id = ""] = text.split(":");
  return ["a", "b"].map((user) => ({ object: { type, id }, relation: "viewer", subject: { type: "user", id: user } }));
});

function admitting({ subjects, ...relation }: Relation): Relation {
  const others = subjects.filter((one) => JSON.stringify(one) !== JSON.stringify(USER));
  return { ...relation, subjects: relation.name === "viewer" ? [...others, USER] : subjects };
}

const PLAIN: readonly Rewrite[] = ["member", "viewer", "editor"].map((relation) => ({ kind: "computed", relation }));

/** What a permission is besides: most of them meet a policy, on either side of an exclusion. */
const turns: fc.Arbitrary<(rewrite: Rewrite) => Rewrite> = fc
  .record({
    turn: fc.integer({ min: 0, max: 4 }),
    policy: fc.constantFrom("plain", "open"),
    one: fc.constantFrom(...PLAIN),
    other: fc.constantFrom(...PLAIN),
  })
  .map(({ turn, policy, one, other }) => (rewrite) => {
    const asked: Rewrite = { kind: "when", of: { kind: "union", of: [rewrite, one] }, policy };
    if (turn === 0 || turn === 1) return asked;
    if (turn === 2) return { kind: "exclusion", from: { kind: "union", of: [rewrite, other] }, less: asked };
    if (turn === 3) return { kind: "union", of: [{ kind: "intersection", of: [one, other] }, asked] };
    return rewrite;
  });

/** Random worlds in which policies ask the resource: most of them of what rules can say. */
export const policyWorlds: fc.Arbitrary<World> = worlds.chain((world) =>
  fc
    .record({
      policies: fc.tuple(...world.model.policies.map(policyLike)),
      turn: fc.array(turns, { minLength: 9, maxLength: 9 }),
      granted: fc.subarray([...GRANTS]),
      isStored: fc.integer({ min: 0, max: 2 }).map((one) => one === 0),
    })
    .map(({ policies, turn, granted, isStored }) => {
      let i = 0;
      const types = world.model.types.map((type) => ({
        ...type,
        relations: type.relations.map(admitting),
        attributes: [...type.attributes, ...MORE].sort((a, b) => (a.name < b.name ? -1 : 1)),
        permissions: type.permissions.map((permission) => ({
          ...permission,
          rewrite: turn[i++]?.(permission.rewrite) ?? permission.rewrite,
        })),
      }));
      // What is stored is not asked of the resource, and then there is little to say of it.
      const attributes = isStored ? world.attributes : world.attributes.filter(({ object }) => object.type === "user");
      const others = world.tuples.filter((tuple) => !granted.some((one) => sameKey(one, tuple)));
      return { tuples: [...others, ...granted], attributes, model: { ...world.model, types, policies } };
    }),
);
