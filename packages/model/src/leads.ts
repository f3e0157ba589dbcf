import type { ModelIndex } from "./model-index.ts";
import { followed, targetName, variantsOf, type Place } from "./place.ts";
import { operands, type Rewrite } from "./rewrite.ts";

/** Somewhere that an expression asks further, and whether it is for what it takes away. */
export interface Lead {
  readonly place: Place;
  readonly isNegative: boolean;
}

/** Every place that the expression asks, of its own object or of another. `place` is where it stands itself. */
export function leadsFrom(index: ModelIndex, place: Place, rewrite: Rewrite, isNegative = false): readonly Lead[] {
  switch (rewrite.kind) {
    case "this":
      return variantsOf(index, place.type, place.name).flatMap(({ type, relation }) =>
        relation === undefined ? [] : [{ place: { type, name: relation }, isNegative }],
      );
    case "computed":
      return [{ place: { type: place.type, name: rewrite.relation }, isNegative }];
    case "arrow":
      return followed(index, place.type, rewrite.relation).map(({ type }) => ({
        place: { type, name: targetName(rewrite.target) },
        isNegative,
      }));
    case "exclusion":
      return [...leadsFrom(index, place, rewrite.from, isNegative), ...leadsFrom(index, place, rewrite.less, true)];
    case "union":
    case "intersection":
    case "when":
    case "nil":
    case "self":
      return operands(rewrite).flatMap((part) => leadsFrom(index, place, part, isNegative));
  }
}
