import type { FgaIndex } from "./fga-index.ts";
import type { FgaRelation, FgaRewrite } from "./fga-model.ts";

/**
 * The relations that somebody could hold, as OpenFGA asks before it takes a model: some way leads to a type that is listed by itself.
 * Of an intersection, and of both sides of `but not`, every part must have one. The least solution: a way may not lean on itself.
 *
 * Cost: the relations, for each step of the longest way.
 */
export class Entries {
  readonly #index: FgaIndex;
  readonly #entered = new Set<FgaRelation>();

  constructor(index: FgaIndex) {
    this.#index = index;
    for (let before = -1; before < this.#entered.size;) {
      before = this.#entered.size;
      for (const [type, relations] of index.types)
        for (const relation of relations.values())
          if (this.#enters(type, relation, relation.rewrite)) this.#entered.add(relation);
    }
  }

  has(type: string, relation: string): boolean {
    const found = this.#index.relation(type, relation);
    return found === undefined || this.#entered.has(found);
  }

  #enters(type: string, relation: FgaRelation, rewrite: FgaRewrite): boolean {
    switch (rewrite.kind) {
      case "this":
        return relation.subjects.some(
          (subject) => subject.relation === undefined || this.#leads(subject.type, subject.relation),
        );
      case "computed":
        return this.#leads(type, rewrite.relation);
      case "from": {
        const subjects = this.#index.relation(type, rewrite.tupleset)?.subjects ?? [];
        // Why: where no type has what is asked for, that has been said.
        const isAsked = subjects.some(({ type: to }) => this.#index.relation(to, rewrite.relation) !== undefined);
        return !isAsked || subjects.some(({ type: to }) => this.#leads(to, rewrite.relation));
      }
      case "union":
        return rewrite.of.some((part) => this.#enters(type, relation, part));
      case "intersection":
        return rewrite.of.every((part) => this.#enters(type, relation, part));
      case "difference":
        return [rewrite.base, rewrite.subtract].every((part) => this.#enters(type, relation, part));
    }
  }

  #leads(to: string, name: string): boolean {
    // Why: of a type that there is not something has been said already.
    if (!this.#index.types.has(to)) return true;
    const next = this.#index.relation(to, name);
    return next !== undefined && this.#entered.has(next);
  }
}
