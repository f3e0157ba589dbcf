import { variantsOf, type ModelIndex, type Rewrite } from "@relata/model";
import { PathMap, type SetKind } from "@relata/resolver";

/** What leads to other objects, or back to itself, has no end that the model knows. */
const ENDLESS = Number.POSITIVE_INFINITY;

/** How many reads of tuples an expression costs at most, where that follows from the model alone. */
export class Weights {
  readonly #index: ModelIndex;
  readonly #isGroup: (set: SetKind) => boolean;
  readonly #known = new PathMap<number>();

  constructor(index: ModelIndex, isGroup: (set: SetKind) => boolean) {
    this.#index = index;
    this.#isGroup = isGroup;
  }

  of(type: string, name: string): number {
    const known = this.#known.get([type, name]);
    if (known !== undefined) return known;
    // Why first: a name that is met again while it is weighed leads back to itself.
    this.#known.set([type, name], ENDLESS);
    const rewrite = this.#index.types.get(type)?.rewrites.get(name);
    const weight = rewrite === undefined ? 0 : this.#weigh(rewrite, type, name);
    this.#known.set([type, name], weight);
    return weight;
  }

  #weigh(rewrite: Rewrite, type: string, name: string): number {
    switch (rewrite.kind) {
      case "this":
        return this.#weighTuples(type, name);
      case "computed":
        return this.of(type, rewrite.relation);
      case "arrow":
        return ENDLESS;
      case "union":
      case "intersection":
        return rewrite.of.reduce((sum, part) => sum + this.#weigh(part, type, name), 0);
      case "exclusion":
        return this.#weigh(rewrite.from, type, name) + this.#weigh(rewrite.less, type, name);
      case "when":
        return this.#weigh(rewrite.of, type, name);
      case "nil":
      case "self":
        return 0;
    }
  }

  #weighTuples(type: string, relation: string): number {
    const variants = variantsOf(this.#index, type, relation);
    let weight = 0;
    for (const { type: of, relation: as } of variants) {
      if (as !== undefined && !this.#isGroup({ type: of, relation: as })) return ENDLESS;
      weight++;
    }
    return weight;
  }
}
