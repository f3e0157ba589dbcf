import { shapeOf } from "@relata/resolver";
import { isIn, type Closure } from "./closure.ts";
import type { Edges } from "./edges.ts";
import { STAR } from "./names.ts";
import { Walk, type Way } from "./walk.ts";
import type { ResidentGraph } from "./resident-graph.ts";

/** An edge of a group that changed, by its subject. */
interface Change {
  readonly edges: Edges;
  readonly subject: number;
}

interface Kept {
  closure: Closure;
  /** Changes before this one are in it. */
  asOf: number;
}

/** So many changes are kept; what is older than the oldest is made anew. */
const LONGEST_JOURNAL = 1_024;

/**
 * The closures of group membership: made when they are first asked for, kept while no change touches them, and at most so many.
 * A change touches the closures of its subject, and of all members of it where it is a group.
 */
export class Closures {
  readonly #graph: ResidentGraph;
  readonly #kinds: readonly { readonly type: string; readonly relation: string }[];
  /** Ways up from plain subjects, by their type. */
  readonly #fromPlain = new Map<string, readonly Way[]>();
  /** Ways up from the groups of each kind. */
  readonly #fromGroups: readonly (readonly Way[])[];
  readonly #kept = new Map<string, Map<number, Kept>>();
  readonly #capacity: number;
  #count = 0;
  #journal: Change[] = [];
  /** The number of the journal's first change. */
  #first = 0;

  /** @param capacity how many closures are kept: any number from 1 on, and no answer changes */
  constructor(graph: ResidentGraph, capacity: number) {
    this.#graph = graph;
    this.#capacity = capacity;
    this.#kinds = shapeOf(graph.model).groups;
    this.#fromGroups = this.#kinds.map(({ type, relation }) => this.#waysFrom(type, relation));
    graph.onChange((edges, subject) => this.#note(edges, subject));
  }

  /** The place of the kind of group among the groups of a closure; -1 where it is none. */
  placeOf(type: string, relation: string): number {
    return this.#kinds.findIndex((kind) => kind.type === type && kind.relation === relation);
  }

  /** The closure of a plain subject. */
  of(type: string, subject: number): Closure {
    const ofType = this.#ofType(type);
    const kept = ofType.get(subject);
    if (kept !== undefined && this.#isCurrent(kept, type, subject)) return kept.closure;
    const closure = this.#make(type, subject);
    if (kept === undefined) this.#makeRoom();
    ofType.set(subject, { closure, asOf: this.#now });
    return closure;
  }

  get #now(): number {
    return this.#first + this.#journal.length;
  }

  #ofType(type: string): Map<number, Kept> {
    let found = this.#kept.get(type);
    if (found === undefined) this.#kept.set(type, (found = new Map()));
    return found;
  }

  /** Why all at once: which were asked for last is not noted, since that would cost every question. */
  #makeRoom(): void {
    if (this.#count === this.#capacity) {
      for (const ofType of this.#kept.values()) ofType.clear();
      this.#count = 0;
    }
    this.#count++;
  }

  #isCurrent(kept: Kept, type: string, subject: number): boolean {
    if (kept.asOf === this.#now) return true;
    if (kept.asOf < this.#first) return false;
    for (let at = kept.asOf - this.#first; at < this.#journal.length; at++) {
      if (this.#touches(this.#journal[at] as Change, kept.closure, type, subject)) return false;
    }
    kept.asOf = this.#now;
    return true;
  }

  #touches(
    { edges: { kind }, subject: changed }: Change,
    { possible }: Closure,
    type: string,
    subject: number,
  ): boolean {
    const { subjectType, subjectRelation } = kind;
    if (subjectRelation === undefined) return subjectType === type && (changed === subject || changed === STAR);
    const groups = possible[this.placeOf(subjectType, subjectRelation)];
    return groups !== undefined && isIn(groups, changed);
  }

  #note(edges: Edges, subject: number): void {
    if (this.placeOf(edges.kind.type, edges.kind.relation) < 0) return;
    if (this.#journal.length === LONGEST_JOURNAL) {
      this.#first += LONGEST_JOURNAL;
      this.#journal = [];
    }
    this.#journal.push({ edges, subject });
  }

  #waysFrom(type: string, relation?: string): readonly Way[] {
    return this.#kinds.map((kind, group) => ({
      edges: this.#graph.edges(kind.type, kind.relation, type, relation),
      group,
    }));
  }

  #make(type: string, subject: number): Closure {
    let ways = this.#fromPlain.get(type);
    if (ways === undefined) this.#fromPlain.set(type, (ways = this.#waysFrom(type)));
    const certain = new Walk(this.#graph, this.#kinds, this.#fromGroups, false);
    const found = certain.from(ways, subject);
    if (!certain.isNearSpecial) return { certain: found, possible: found };
    const possible = new Walk(this.#graph, this.#kinds, this.#fromGroups, true).from(ways, subject);
    return { certain: found, possible };
  }
}
