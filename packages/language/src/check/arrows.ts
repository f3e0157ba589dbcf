import type { RelationSyntax } from "../parser/syntax.ts";
import type { Scope, TypeScope } from "../resolve/scope.ts";

/** Where arrows lead: the types that stand on relations, and which of them have a name. */
export class Arrows {
  readonly #scope: Scope;
  /** Why by set: the types on a relation are one set, however many arrows lead over it. */
  readonly #held = new WeakMap<ReadonlySet<TypeScope>, Map<string, readonly TypeScope[]>>();
  readonly #standing = new Map<RelationSyntax, ReadonlySet<TypeScope>>();

  constructor(scope: Scope) {
    this.#scope = scope;
  }

  /** The types of the objects that stand on a relation. The `#relation` of a subject set does not count here. */
  standingOn(relation: RelationSyntax): ReadonlySet<TypeScope> {
    const known = this.#standing.get(relation);
    if (known !== undefined) return known;
    const types = new Set<TypeScope>();
    for (const { type } of relation.subjects) {
      const found = this.#scope.types.get(type.text);
      if (found !== undefined) types.add(found);
    }
    this.#standing.set(relation, types);
    return types;
  }

  /** The types that stand on any of the relations. */
  standingOnAny(relations: readonly RelationSyntax[]): ReadonlySet<TypeScope> {
    const [first] = relations;
    if (first !== undefined && relations.length === 1) return this.standingOn(first);
    return new Set(relations.flatMap((relation) => [...this.standingOn(relation)]));
  }

  /** Those of the types that have a relation or permission of that name. */
  holders(types: ReadonlySet<TypeScope>, name: string): readonly TypeScope[] {
    const byName = this.#held.get(types) ?? new Map<string, readonly TypeScope[]>();
    this.#held.set(types, byName);
    const held = byName.get(name) ?? this.#search(types, name);
    byName.set(name, held);
    return held;
  }

  /** Cost: the smaller of the two sets. */
  #search(types: ReadonlySet<TypeScope>, name: string): readonly TypeScope[] {
    const all = this.#scope.holders.get(name) ?? [];
    if (all.length <= types.size) return all.filter((type) => types.has(type));
    return [...types].filter((type) => type.members.has(name));
  }
}

/** Whether a relation is exactly its tuples, as the left of an arrow must be. */
export function isStoredRelation({ rewrite }: RelationSyntax): boolean {
  return rewrite === undefined || rewrite.kind === "this";
}
