import type { ModelIndex } from "./model-index.ts";
import { followed, variantsOf, type Place } from "./place.ts";
import { operands, type Rewrite } from "./rewrite.ts";

/** The policies that the expression may come to at its own object: of a `when`, and those that its tuples carry. */
export function policiesOf(index: ModelIndex, place: Place, rewrite: Rewrite): readonly string[] {
  switch (rewrite.kind) {
    case "this":
      return variantsOf(index, place.type, place.name).flatMap(({ policy }) => policy ?? []);
    case "arrow":
      return followed(index, place.type, rewrite.relation).flatMap(({ policy }) => policy ?? []);
    case "when":
      return [rewrite.policy, ...policiesOf(index, place, rewrite.of)];
    case "union":
    case "intersection":
    case "exclusion":
      return operands(rewrite).flatMap((part) => policiesOf(index, place, part));
    case "computed":
    case "nil":
    case "self":
      return [];
  }
}
