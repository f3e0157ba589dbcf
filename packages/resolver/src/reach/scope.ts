import { compareText, isSubjectSet, isWildcard, sameObject, type ObjectRef } from "@relata/model";
import { PENDING, type Graph, type Pending, type Use } from "../graph.ts";
import { PathMap } from "../path-map.ts";
import type { LiveTuples } from "./live-tuples.ts";

/**
 * Objects that lie below another: a tuple of one of the relations leads from each to it, or to one that lies below it. A
 * filter and no permission: the tuple must be there now, and its policy is not asked.
 */
export interface ScopeOf {
  readonly within: ObjectRef;
  /** Relations, on objects of whatever type. */
  readonly through: readonly string[];
}

/** Up to so many objects are sooner asked about one by one than looked for among all that the subject reaches. */
const FEW = 1_000;

/** The scope of a list, walked down from its top where it is small, and else up from each object. */
export class Scope {
  readonly #live: LiveTuples;
  readonly #graph: Graph;
  readonly #of: ScopeOf;
  readonly #inside = new PathMap<boolean>();

  constructor(live: LiveTuples, graph: Graph, of: ScopeOf) {
    this.#live = live;
    this.#graph = graph;
    this.#of = of;
  }

  /**
   * The ids of the type that are in the scope, sorted; undefined where it holds more objects than a few, or every object of
   * the type. Cost: the tuples that lead down, at the most of a few objects.
   */
  few(type: string): readonly string[] | undefined {
    if (isWildcard(this.#of.within)) return [];
    const uses = this.#usesTowards(type);
    const seen = new PathMap<true>();
    const found = new Set<string>();
    const waiting: ObjectRef[] = [this.#of.within];
    for (let visits = 0, next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      for (const object of this.#below(next, uses)) {
        if (seen.get([object.type, object.id])) continue;
        seen.set([object.type, object.id], true);
        if (object.type === type) found.add(object.id);
        if (++visits > FEW || (object.type === type && isWildcard(object))) return undefined;
        waiting.push(object);
      }
    }
    return [...found].sort(compareText);
  }

  /** Whether the object is in the scope. Cost: the objects above it, each once for all that are asked about. */
  has(object: ObjectRef): boolean | Pending {
    const known = this.#inside.get([object.type, object.id]);
    if (known !== undefined) return known;
    const before = this.#graph.pendingCount;
    const seen = new PathMap<true>();
    const above: ObjectRef[] = [object];
    // Why a walk over a list that grows: all that was met is outside, where the top is never met.
    for (const next of above) {
      for (const { type, id } of this.#above(next)) {
        if (sameObject({ type, id }, this.#of.within) || this.#inside.get([type, id]) === true) {
          this.#inside.set([object.type, object.id], true);
          return true;
        }
        if (seen.get([type, id]) || this.#inside.get([type, id]) === false) continue;
        seen.set([type, id], true);
        above.push({ type, id });
      }
    }
    if (this.#graph.pendingCount !== before) return PENDING;
    for (const { type, id } of above) this.#inside.set([type, id], false);
    return false;
  }

  #above(object: ObjectRef): readonly ObjectRef[] {
    const relations = this.#live.index.types.get(object.type)?.relations;
    return this.#of.through.flatMap((relation) => {
      if (relations?.has(relation) !== true) return [];
      const tuples = this.#live.among(this.#graph.objects(object, relation));
      return tuples.map(({ subject }) => subject).filter((subject) => isSubjectSet(subject) || !isWildcard(subject));
    });
  }

  /** Every object of a type lies below what its wildcard object lies below. */
  #below(object: ObjectRef, uses: ReadonlyMap<string, readonly Use[]>): readonly ObjectRef[] {
    const ofType = uses.get(object.type) ?? [];
    if (ofType.length === 0) return [];
    if (isWildcard(object)) {
      const ids = this.#graph.ids(object.type);
      return ids === PENDING ? [] : ids.map((id) => ({ type: object.type, id }));
    }
    return ofType.flatMap((use) => this.#live.among(this.#graph.usages(object, use)).map((tuple) => tuple.object));
  }

  /** How objects of each type may stand above some of the type: what leads nowhere is not walked. */
  #usesTowards(target: string): ReadonlyMap<string, readonly Use[]> {
    const uses = new Map<string, Use[]>();
    const towards = new Set([target]);
    for (const type of towards) {
      const relations = this.#live.index.types.get(type)?.relations;
      for (const relation of this.#of.through) {
        for (const variant of relations?.get(relation)?.subjects ?? []) {
          if (variant.wildcard === true) continue;
          const use = { type, relation, ...(variant.relation !== undefined && { as: variant.relation }) };
          const known = uses.get(variant.type) ?? [];
          if (known.some(({ as, ...kind }) => as === use.as && kind.type === type && kind.relation === relation))
            continue;
          uses.set(variant.type, [...known, use]);
          towards.add(variant.type);
        }
      }
    }
    return uses;
  }
}
