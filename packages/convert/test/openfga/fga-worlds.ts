import { worlds, type World } from "@relata/spec";
import { admits, indexModel, type Model, type Policy, type Rewrite, type SubjectType, type Tuple } from "@relata/model";
import type fc from "fast-check";

/** The one condition of these worlds. */
const BELOW: Policy = {
  name: "below",
  parameters: [
    { name: "max", type: { kind: "int" }, tuple: false },
    { name: "x", type: { kind: "int" }, tuple: false },
  ],
  required: ["max", "x"],
  body: { "<": [{ var: "x" }, { var: "max" }] },
};

/** Random worlds that OpenFGA can say: arrows have one step over plain objects, there are no `nil`, `self`, `all` and `when`. */
export const fgaWorlds: fc.Arbitrary<World> = worlds.map(({ model, tuples }) => {
  const plain = withoutOurs(model);
  const index = indexModel(plain);
  return { model: plain, tuples: tuples.map(withCondition).filter((tuple) => admits(index, tuple)), attributes: [] };
});

function withoutOurs(model: Model): Model {
  const types = model.types.map((type) => ({
    name: type.name,
    attributes: [],
    relations: type.relations.map(({ name, subjects, rewrite }) => ({
      name,
      subjects:
        name === "parent" ? objects(subjects) : distinct([...subjects, { type: "user" }, { type: "user", policy: "" }]),
      // Why a union: OpenFGA lists types where tuples count, and nowhere else.
      rewrite:
        rewrite.kind === "this"
          ? rewrite
          : { kind: "union" as const, of: [{ kind: "this" as const }, plainly(rewrite)] },
    })),
    permissions: type.permissions.map(({ name, rewrite }) => ({ name, rewrite: plainly(rewrite) })),
  }));
  return { ...model, types, policies: [BELOW], context: [] };
}

function objects(subjects: readonly SubjectType[]): readonly SubjectType[] {
  return distinct(subjects.map(({ type, policy }) => ({ type, ...(policy !== undefined && { policy }) })));
}

function distinct(subjects: readonly SubjectType[]): readonly SubjectType[] {
  const all = subjects.map(({ policy, ...kind }) => ({ ...kind, ...(policy !== undefined && { policy: BELOW.name }) }));
  return all.filter((one, i) => all.findIndex((other) => JSON.stringify(other) === JSON.stringify(one)) === i);
}

function plainly(rewrite: Rewrite): Rewrite {
  switch (rewrite.kind) {
    case "union":
    case "intersection":
      return { ...rewrite, of: rewrite.of.map(plainly) };
    case "exclusion":
      return { ...rewrite, from: plainly(rewrite.from), less: plainly(rewrite.less) };
    case "when":
      return plainly(rewrite.of);
    case "arrow": {
      let { target } = rewrite;
      while (target.kind === "arrow") ({ target } = target);
      return { ...rewrite, quantifier: "any", target };
    }
    case "this":
    case "nil":
    case "self":
      return { kind: "computed", relation: "member" };
    case "computed":
      return rewrite;
  }
}

/** What a tuple's policy was given becomes a part of what the condition needs. One of the users has conditions often. */
function withCondition({ policy, from: _from, until: _until, ...tuple }: Tuple): Tuple {
  if (tuple.subject.id === "b" && tuple.subject.type === "user")
    return { ...tuple, policy: { name: BELOW.name, parameters: { x: 1 } } };
  if (policy === undefined) return tuple;
  const { x, y } = policy.parameters;
  const parameters = { ...(x !== undefined && { x }), ...(y !== undefined && { max: y }) };
  return { ...tuple, policy: { name: BELOW.name, parameters } };
}
