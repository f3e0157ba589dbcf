import { hasDefault } from "@relata/abac";
import {
  leadsFrom,
  placeKey,
  policiesOf,
  rewriteOf,
  samePlace,
  type Lead,
  type ModelIndex,
  type Place,
} from "@relata/model";

/** What the model alone says of a permission. */
export interface Foreseen {
  /**
   * Whether more attributes may take away what is allowed without them: by the default of a path, which sees absence. Rules for
   * what is allowed would then be wider than a check that is told of the resource.
   */
  readonly isAllowedForGood: boolean;
  /** Whether no name asks for its own negation, so that what an explanation leaves out is settled whatever attributes come. */
  readonly isStratified: boolean;
}

/** Cost: of walking the model once from the permission, and for each name that takes something away. */
export function foresee(index: ModelIndex, start: Place): Foreseen {
  const places = reachable(index, [start]);
  const policies = places
    .filter(({ type }) => type === start.type)
    .flatMap((place) => policiesOf(index, place, rewriteOf(index, place) ?? { kind: "nil" }));
  return {
    isAllowedForGood: !policies.some((name) => hasDefault(index.policies.get(name)?.body ?? null)),
    isStratified: !places.some((place) => asksForItsNegation(index, place)),
  };
}

function asksForItsNegation(index: ModelIndex, place: Place): boolean {
  const negative = leadsOf(index, place).filter(({ isNegative }) => isNegative);
  return reachable(
    index,
    negative.map((lead) => lead.place),
  ).some((other) => samePlace(other, place));
}

/** The places that are asked from these on, and these themselves. */
function reachable(index: ModelIndex, from: readonly Place[]): readonly Place[] {
  const known = new Map(from.map((place) => [placeKey(place), place]));
  // Why: a map is walked in the order of its entries, those that come while it is walked included.
  for (const place of known.values()) {
    for (const lead of leadsOf(index, place)) {
      if (!known.has(placeKey(lead.place))) known.set(placeKey(lead.place), lead.place);
    }
  }
  return [...known.values()];
}

function leadsOf(index: ModelIndex, place: Place): readonly Lead[] {
  const rewrite = rewriteOf(index, place);
  return rewrite === undefined ? [] : leadsFrom(index, place, rewrite);
}
