import type { FgaRelation, FgaRewrite, FgaType } from "./fga-model.ts";
import { partsOf } from "./fga-model.ts";

/** A model by names: types with the relations that other modules add to them. */
export class FgaIndex {
  readonly types: ReadonlyMap<string, ReadonlyMap<string, FgaRelation>>;

  constructor(types: readonly FgaType[]) {
    const index = new Map<string, Map<string, FgaRelation>>();
    for (const { name, relations } of types) {
      const known = index.get(name) ?? new Map<string, FgaRelation>();
      for (const relation of relations) if (!known.has(relation.name)) known.set(relation.name, relation);
      index.set(name, known);
    }
    this.types = index;
  }

  relation(type: string, name: string): FgaRelation | undefined {
    return this.types.get(type)?.get(name);
  }

  /** The relations of a type that stand right of a `from`. */
  tuplesets(type: string): ReadonlySet<string> {
    const found = new Set<string>();
    const visit = (rewrite: FgaRewrite): void => {
      if (rewrite.kind === "from") found.add(rewrite.tupleset);
      partsOf(rewrite).forEach(visit);
    };
    for (const { rewrite } of this.types.get(type)?.values() ?? []) visit(rewrite);
    return found;
  }
}
