import type { Model, Permission, Rewrite } from "@relata/model";
import fc from "fast-check";
import { expect, test } from "vitest";
import { failureOf } from "../theorem.ts";
import { changesNothing, throughout } from "./metamorphic.ts";

test("moving each operand into a permission of its own changes no answer", () => {
  const law = changesNothing(fc.constant(undefined), (world) => ({ ...world, model: named(world.model) }));
  expect(failureOf(law, 500)).toBeUndefined();
});

/** Every part of every permission under a name; double negation too, which is then read through two names. */
function named(model: Model): Model {
  return {
    ...model,
    types: model.types.map((type) => {
      const added: Permission[] = [];
      const name = (rewrite: Rewrite): Rewrite => {
        added.push({ name: `part${added.length}`, rewrite });
        return { kind: "computed", relation: `part${added.length - 1}` };
      };
      const permissions = type.permissions.map((each) => ({ ...each, rewrite: throughout(each.rewrite, name) }));
      return { ...type, permissions: [...permissions, ...added] };
    }),
  };
}
