import type { Model, ObjectRef, Rewrite, SubjectRef, Tuple } from "@relata/model";
import { check } from "@relata/resolver";
import { NAMES, questions, worlds, type Verdict, type World, type WorldQuestion } from "@relata/spec";
import fc from "fast-check";
import { graphOf, verdictOf } from "../agreement.ts";
import { expectSame } from "../disagreement.ts";

export type Asked = Omit<WorldQuestion, "permission">;

/** The verdict of every name of the object asked about. */
export function verdictsOf(world: World, asked: Asked, names: readonly string[] = NAMES): readonly Verdict[] {
  const graph = graphOf(world);
  return names.map((permission) => verdictOf(() => check(world.model, graph, { ...asked, permission })));
}

/** The law that a changed world answers as the world did: a property over random worlds, with `chance` for the change. */
export function changesNothing<T>(chance: fc.Arbitrary<T>, change: (world: World, chance: T) => World) {
  return fc.property(worlds, fc.array(questions, { minLength: 3, maxLength: 3 }), chance, (world, several, chance) => {
    const changed = change(world, chance);
    for (const asked of several) {
      const [before, after] = [verdictsOf(world, asked), verdictsOf(changed, asked)];
      NAMES.forEach((permission, i) => expectSame(after[i], before[i], world, { ...asked, permission }));
    }
  });
}

/** The world with every reference in its tuples, attributes and model's types given another name. */
export function renamed(
  { model, tuples, attributes }: World,
  name: <T extends ObjectRef | SubjectRef>(of: T) => T,
): World {
  return {
    model: {
      ...model,
      types: model.types.map((type) => ({
        ...type,
        relations: type.relations.map((relation) => ({
          ...relation,
          subjects: relation.subjects.map((subject) => ({
            ...subject,
            type: name({ type: subject.type, id: "" }).type,
          })),
        })),
      })),
    },
    tuples: tuples.map((tuple): Tuple => ({ ...tuple, object: name(tuple.object), subject: name(tuple.subject) })),
    attributes: attributes.map(({ object, values }) => ({ object: name(object), values })),
  };
}

/** The model with each rewrite changed. */
export function rewritten(model: Model, change: (rewrite: Rewrite) => Rewrite): Model {
  return {
    ...model,
    types: model.types.map((type) => ({
      ...type,
      relations: type.relations.map((relation) => ({ ...relation, rewrite: change(relation.rewrite) })),
      permissions: type.permissions.map((permission) => ({ ...permission, rewrite: change(permission.rewrite) })),
    })),
  };
}

/** The rewrite with every operator's operands changed from below, and then itself. */
export function throughout(rewrite: Rewrite, change: (rewrite: Rewrite) => Rewrite): Rewrite {
  const part = (of: Rewrite) => throughout(of, change);
  switch (rewrite.kind) {
    case "union":
    case "intersection":
      return change({ ...rewrite, of: rewrite.of.map(part) });
    case "exclusion":
      return change({ ...rewrite, from: part(rewrite.from), less: part(rewrite.less) });
    case "when":
      return change({ ...rewrite, of: part(rewrite.of) });
    case "this":
    case "computed":
    case "arrow":
    case "nil":
    case "self":
      return change(rewrite);
  }
}
