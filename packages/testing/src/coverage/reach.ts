import {
  indexModel,
  operands,
  variantsOf,
  type Arrow,
  type Model,
  type ModelIndex,
  type Rewrite,
  type SubjectType,
} from "@relata/model";
import { nameKey, policyKey, type ReachKey } from "./mutant.ts";

interface Name {
  readonly type: string;
  readonly name: string;
}

/** What answers about one name can depend on, whatever the tuples. */
export interface Reach {
  readonly keys: ReadonlySet<ReachKey>;
  /** The types and policies that are reached: over any tuples it answers about the name as the whole model does. */
  readonly model: Model;
}

/** The names and policies that are reached from the name, itself included. Cost: each of them once. */
export function reachOf(model: Model, type: string, name: string): Reach {
  const reaching = new Reaching(indexModel(model));
  reaching.walk({ type, name });
  const { keys, types } = reaching;
  return {
    keys,
    model: {
      ...model,
      types: model.types.filter((each) => types.has(each.name)),
      policies: model.policies.filter((policy) => keys.has(policyKey(policy.name))),
    },
  };
}

class Reaching {
  readonly keys = new Set<ReachKey>();
  readonly types = new Set<string>();
  readonly #index: ModelIndex;
  readonly #waiting: Name[] = [];

  constructor(index: ModelIndex) {
    this.#index = index;
  }

  walk(root: Name): void {
    this.#name(root.type, root.name);
    for (let next = this.#waiting.pop(); next !== undefined; next = this.#waiting.pop()) {
      const rewrite = this.#index.types.get(next.type)?.rewrites.get(next.name);
      if (rewrite !== undefined) this.#rewrite(next, rewrite);
    }
  }

  #name(type: string, name: string): void {
    const key = nameKey(type, name);
    if (this.keys.has(key)) return;
    this.keys.add(key);
    this.types.add(type);
    this.#waiting.push({ type, name });
  }

  #rewrite(at: Name, rewrite: Rewrite): void {
    if (rewrite.kind === "this") for (const subject of this.#subjects(at)) this.#subject(subject);
    if (rewrite.kind === "computed") this.#name(at.type, rewrite.relation);
    if (rewrite.kind === "when") this.keys.add(policyKey(rewrite.policy));
    if (rewrite.kind === "arrow") this.#arrow(at.type, rewrite);
    for (const operand of operands(rewrite)) this.#rewrite(at, operand);
  }

  /** The relation, with the policies of its tuples, and the target on each type that stands there. */
  #arrow(type: string, { relation, target }: Arrow): void {
    this.#name(type, relation);
    for (const subject of this.#subjects({ type, name: relation })) {
      if (target.kind === "computed") this.#name(subject.type, target.relation);
      else this.#arrow(subject.type, target);
    }
  }

  #subject({ type, relation, policy }: SubjectType): void {
    this.types.add(type);
    if (relation !== undefined) this.#name(type, relation);
    if (policy !== undefined) this.keys.add(policyKey(policy));
  }

  #subjects({ type, name }: Name): readonly SubjectType[] {
    return variantsOf(this.#index, type, name);
  }
}
