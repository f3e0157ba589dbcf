import type { ArrowSyntax, Member, Name, NameSyntax, RelationSyntax } from "../parser/syntax.ts";
import type { Scope, TypeScope } from "../resolve/scope.ts";

/** One step of an arrow: from the relations of its left to the types that stand on them, which it asks for a name. */
export interface ArrowStep {
  readonly left: Name;
  readonly lefts: readonly RelationSyntax[];
  readonly types: ReadonlySet<TypeScope>;
  readonly target: Name;
}

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

  /** The steps of an arrow on that type, the first one first. Nothing is followed where an arrow is refused. */
  *steps(arrow: ArrowSyntax, type: TypeScope): Iterable<ArrowStep> {
    let types: ReadonlySet<TypeScope> = new Set([type]);
    let step: ArrowSyntax | NameSyntax = arrow;
    while (step.kind === "arrow") {
      const left: Name = step.relation;
      const lefts = this.holders(types, left.text).flatMap((holder) => stored(holder.members.get(left.text)));
      types = this.standingOnAny(lefts);
      step = step.target;
      yield { left, lefts, types, target: step.kind === "arrow" ? step.relation : step.name };
    }
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

function stored(member: Member | undefined): readonly RelationSyntax[] {
  return member?.kind === "relation" && isStoredRelation(member) ? [member] : [];
}
