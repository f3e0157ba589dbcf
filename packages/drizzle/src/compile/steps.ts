import {
  followed,
  leadsFrom,
  samePlace,
  targetName,
  variantsOf,
  type ModelIndex,
  type Place,
  type Rewrite,
  type SubjectType,
} from "@relata/model";
import { ASK_THE_ENGINE, notExpressible } from "../not-expressible.ts";
import type { Component } from "./components.ts";
import { variantGroups } from "./variant-groups.ts";

/** What must hold of the object besides, before a step may be taken from it. */
export type Guard =
  | { readonly kind: "holds" | "lacks"; readonly rewrite: Rewrite }
  | { readonly kind: "policy"; readonly policy: string };

/** One way from a name of a cycle to another name of it, for the same object or over a tuple. */
export interface Step {
  readonly to: Place;
  readonly guards: readonly Guard[];
  /** The relation whose tuples lead there, with the kinds of subjects that do; absent for the same object. */
  readonly over?: {
    readonly relation: string;
    readonly variants: readonly SubjectType[];
    readonly by: "key" | "sets";
  };
}

/**
 * The steps that a name of a cycle takes within it. One recursive query holds a cycle exactly if each of its steps leads to one
 * name of it: databases allow one reference to what is recursive, and nothing that waits for all of it.
 *
 * @throws Failure `not_expressible` for an intersection of two operands of the cycle, an exclusion whose right side is in it,
 *   and an `all` that leads into it
 */
export function stepsOf(index: ModelIndex, component: Component, place: Place, rewrite: Rewrite): readonly Step[] {
  const isInside = (to: Place) => component.places.some((other) => samePlace(other, to));
  const isRecursive = (part: Rewrite) => leadsFrom(index, place, part).some((lead) => isInside(lead.place));
  const steps = (part: Rewrite): readonly Step[] => (isRecursive(part) ? within(part) : []);

  function within(part: Rewrite): readonly Step[] {
    switch (part.kind) {
      case "this":
        return over(sets(variantsOf(index, place.type, place.name)), place.name, "sets", ({ type, relation = "" }) => ({
          type,
          name: relation,
        })).filter(({ to }) => isInside(to));
      case "computed":
        return [{ to: { type: place.type, name: part.relation }, guards: [] }];
      case "arrow": {
        if (part.quantifier === "all")
          throw refused(place, "an `all` over objects", "ask for `any` there, or break the cycle");
        const name = targetName(part.target);
        const variants = followed(index, place.type, part.relation);
        return over(variants, part.relation, "key", ({ type }) => ({ type, name })).filter(({ to }) => isInside(to));
      }
      case "union":
        return part.of.flatMap(steps);
      case "intersection": {
        const [recursive, ...others] = part.of.filter(isRecursive);
        if (recursive === undefined) return [];
        if (others.length > 0)
          throw refused(place, "an intersection of two operands", "intersect outside of the cycle");
        const guards = part.of.filter((one) => one !== recursive).map((of): Guard => ({ kind: "holds", rewrite: of }));
        return guarded(steps(recursive), guards);
      }
      case "exclusion":
        if (isRecursive(part.less)) throw refused(place, "the right side of `-`", "exclude outside of the cycle");
        return guarded(steps(part.from), [{ kind: "lacks", rewrite: part.less }]);
      case "when":
        return guarded(steps(part.of), [{ kind: "policy", policy: part.policy }]);
      case "nil":
      case "self":
        return [];
    }
  }
  return steps(rewrite);
}

function guarded(steps: readonly Step[], guards: readonly Guard[]): readonly Step[] {
  return steps.map((step) => ({ ...step, guards: [...guards, ...step.guards] }));
}

/** A step for each place that the variants lead to. */
function over(
  variants: readonly SubjectType[],
  relation: string,
  by: "key" | "sets",
  leads: (variant: SubjectType) => Place,
): readonly Step[] {
  return variantGroups(variants, leads).map(({ to, variants: of }) => ({
    to,
    guards: [],
    over: { relation, variants: of, by },
  }));
}

function sets(variants: readonly SubjectType[]): readonly SubjectType[] {
  return variants.filter(({ relation }) => relation !== undefined);
}

function refused({ type, name }: Place, what: string, instead: string): Error {
  const where = name.startsWith("{") ? "an arrow" : `\`${name}\``;
  return notExpressible(
    `${where} of \`${type}\` asks for itself through ${what}, which no recursive query can`,
    `${instead}, or ${ASK_THE_ENGINE}`,
  );
}
