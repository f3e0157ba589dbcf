import { TRUE } from "@relata/model";
import { walkSteps, type NamedReason, type Step } from "./explanation.ts";
import { PathMap } from "./path-map.ts";

/**
 * Leaves of everything that is true only a shallowest proof: of each choice (a union, an `any` arrow) the operand whose
 * own proof is least high. Heights are a least fixpoint, so the proof never leans on itself, whatever cycles the data
 * has. Names that no step refers to any more are dropped.
 */
export function shallowest(names: readonly NamedReason[]): readonly NamedReason[] {
  const heights = new Heights(names);
  const chosen = names.map((named) => ({ ...named, step: heights.choose(named.step) }));
  return reachable(chosen);
}

class Heights {
  readonly #of = new PathMap<number>();

  constructor(names: readonly NamedReason[]) {
    const proven = names.filter(({ truth }) => truth === TRUE).reverse();
    for (let changed = true; changed;) {
      changed = false;
      for (const { object, name, step } of proven) {
        const path = [object.type, object.id, name];
        const height = this.#height(step);
        if (height >= (this.#of.get(path) ?? Number.POSITIVE_INFINITY)) continue;
        this.#of.set(path, height);
        changed = true;
      }
    }
  }

  /** Also within what is false: there, what excludes is true, and is proven. */
  choose(step: Step): Step {
    switch (step.kind) {
      case "union":
        return step.truth === TRUE ? this.choose(this.#least(step.of)) : this.#chooseEach(step);
      case "arrow":
        return step.truth === TRUE && step.quantifier === "any"
          ? this.#chooseEach({ ...step, of: [this.#least(step.of)] })
          : this.#chooseEach(step);
      case "intersection":
      case "tuple":
        return this.#chooseEach(step);
      case "exclusion":
        return {
          ...step,
          ...(step.from !== undefined && { from: this.choose(step.from) }),
          ...(step.less !== undefined && { less: this.choose(step.less) }),
        };
      default:
        return step;
    }
  }

  #chooseEach<S extends Step & { readonly of: readonly Step[] }>(step: S): S {
    return { ...step, of: step.of.map((part) => this.choose(part)) };
  }

  #least(steps: readonly Step[]): Step {
    return steps.reduce((best, step) => (this.#height(step) < this.#height(best) ? step : best));
  }

  #highest(steps: readonly Step[]): number {
    return steps.reduce((highest, step) => Math.max(highest, this.#height(step)), 0);
  }

  /** Of what is not true it is that of what is true within: what excludes, and is excluded itself, is leant on as well. */
  #height(step: Step): number {
    switch (step.kind) {
      case "name":
        return step.truth === TRUE ? 1 + this.#heightOf(step) : 0;
      case "union":
        return step.truth === TRUE ? this.#height(this.#least(step.of)) : this.#highest(step.of);
      case "arrow":
        return step.truth === TRUE && step.quantifier === "any"
          ? 1 + this.#height(this.#least(step.of))
          : 1 + this.#highest(step.of);
      case "intersection":
        return this.#highest(step.of);
      case "tuple":
        return 1 + this.#highest(step.of);
      case "exclusion":
        return this.#highest([step.from, step.less].filter((side) => side !== undefined));
      default:
        return 0;
    }
  }

  #heightOf({ object, name }: Extract<Step, { readonly kind: "name" }>): number {
    return this.#of.get([object.type, object.id, name]) ?? Number.POSITIVE_INFINITY;
  }
}

function reachable(names: readonly NamedReason[]): readonly NamedReason[] {
  const byName = new PathMap<NamedReason>();
  for (const named of names) byName.set([named.object.type, named.object.id, named.name], named);
  const kept = new Set(names.slice(0, 1));
  for (const named of kept) {
    for (const step of walkSteps(named.step)) {
      if (step.kind !== "name") continue;
      const referred = byName.get([step.object.type, step.object.id, step.name]);
      if (referred !== undefined) kept.add(referred);
    }
  }
  return [...kept];
}
