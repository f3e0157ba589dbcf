import { variantsOf, type Arrow, type ModelIndex, type Rewrite } from "@relata/model";
import { PathMap } from "../path-map.ts";
import { narrowest } from "./narrowest.ts";
import type { Leaf, Spot, Variant } from "./spot.ts";

/** Where an expression stands: on objects of the type, with the tuples of the relation as `this`. */
export interface Site {
  readonly type: string;
  readonly relation: string;
}

/** What leaves are made with: the model, and the spot of a name or of an arrow, if the type has it. */
export interface Making {
  readonly index: ModelIndex;
  spot(type: string, name: string | Arrow): Spot | undefined;
}

/**
 * The ways in which an expression can hold. Law: where it may hold, it does so by one of them; where one of them that is
 * sure holds, so does the expression. Of an intersection one operand is followed, since all of them must hold; of an
 * exclusion, the left.
 */
export function leavesOf(making: Making, rewrite: Rewrite, site: Site, isSure = true): readonly Leaf[] {
  switch (rewrite.kind) {
    case "this":
      return [thisLeaf(making, site, isSure)];
    case "computed": {
      const spot = making.spot(site.type, rewrite.relation);
      return spot === undefined ? [] : [{ kind: "name", spot, isSure }];
    }
    case "arrow":
      return [arrowLeaf(making, rewrite, site, isSure)];
    case "union":
      return rewrite.of.flatMap((part) => leavesOf(making, part, site, isSure));
    case "intersection":
      return leavesOf(making, narrowest(making.index, rewrite.of, site), site, false);
    case "exclusion":
      return leavesOf(making, rewrite.from, site, false);
    case "when":
      return leavesOf(making, rewrite.of, site, false);
    case "self":
      return [{ kind: "self", isSure }];
    case "nil":
      return [];
  }
}

function thisLeaf(making: Making, { type, relation }: Site, isSure: boolean): Leaf {
  const of = variantsOn(making.index, type, relation);
  const sets = of.flatMap(({ type, as }) => (as === undefined ? [] : (making.spot(type, as) ?? [])));
  return { kind: "this", relation, of, sets, isSure };
}

/** An arrow wants one object that grants, or all of them: then one of them is not enough to be sure. */
function arrowLeaf(making: Making, { relation, quantifier, target }: Arrow, site: Site, isSure: boolean): Leaf {
  const of = variantsOn(making.index, site.type, relation);
  const targets = new Map<string, Spot>();
  for (const { type } of of) {
    const spot = making.spot(type, target.kind === "computed" ? target.relation : target);
    if (spot !== undefined) targets.set(type, spot);
  }
  return { kind: "arrow", relation, of, targets, isSure: isSure && quantifier === "any" };
}

/** Each kind of subject once: with a policy or without, its tuples are looked for together. */
function variantsOn(index: ModelIndex, type: string, relation: string): readonly Variant[] {
  const found = new PathMap<Variant>();
  const variants = variantsOf(index, type, relation);
  return variants.flatMap(({ type, relation: as, wildcard: isWildcard = false }) => {
    const path = [type, as ?? "", String(isWildcard)];
    if (found.get(path) !== undefined) return [];
    return [found.entry(path, () => ({ type, isWildcard, ...(as !== undefined && { as }) }))];
  });
}
