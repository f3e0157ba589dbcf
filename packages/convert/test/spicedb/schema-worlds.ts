import { NOW, worlds, type World } from "@relata/spec";
import { admits, indexModel, type Model, type Policy, type Rewrite, type SubjectType, type Tuple } from "@relata/model";
import type fc from "fast-check";

/** The one caveat of these worlds. */
const AT_LEAST: Policy = {
  name: "at_least",
  parameters: [
    { name: "min", type: { kind: "int" }, tuple: false },
    { name: "x", type: { kind: "int" }, tuple: false },
  ],
  required: [],
  body: { ">=": [{ var: "x" }, { var: "min" }] },
};

/** Random worlds that a schema can say: relations are their tuples, arrows have one step, and policies are caveats on tuples. */
export const schemaWorlds: fc.Arbitrary<World> = worlds.map(({ model, tuples }) => {
  const plain = withoutOurs(model);
  const index = indexModel(plain);
  return { model: plain, tuples: tuples.map(withCaveat).filter((tuple) => admits(index, tuple)), attributes: [] };
});

export { NOW };

function withoutOurs(model: Model): Model {
  const types = model.types.map((type) => ({
    ...type,
    attributes: [],
    relations: type.relations.map(({ name, subjects }) => ({
      name,
      subjects: distinct(subjects),
      rewrite: { kind: "this" as const },
    })),
    permissions: type.permissions.map(({ name, rewrite }) => ({ name, rewrite: plainly(rewrite) })),
  }));
  return { ...model, types, policies: [AT_LEAST], context: [] };
}

function distinct(subjects: readonly SubjectType[]): readonly SubjectType[] {
  const all = subjects.map(({ policy, ...kind }) => ({
    ...kind,
    ...(policy !== undefined && { policy: AT_LEAST.name }),
  }));
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
      return { ...rewrite, target };
    }
    case "this":
    case "computed":
    case "nil":
    case "self":
      return rewrite;
  }
}

/** The parameters that a tuple carried become those of the caveat: `x` of either is what decides, `y` is the least. */
function withCaveat({ policy, ...tuple }: Tuple): Tuple {
  if (policy === undefined) return tuple;
  const { x, y } = policy.parameters;
  const parameters = { ...(x !== undefined && { x }), ...(y !== undefined && { min: y }) };
  return { ...tuple, policy: { name: AT_LEAST.name, parameters } };
}
