import { shapeOf, type SetKind } from "@relata/resolver";
import { Journal } from "./journal.ts";
import { Members } from "./members.ts";
import type { ResidentGraph } from "./resident-graph.ts";
import { Walk, type Way } from "./walk.ts";

/** So many changes of groups are known; closures that are older than the oldest are made anew. */
const LONGEST_JOURNAL = 1_024;

/** Bytes are counted after so many new closures. */
const OFTEN = 64;

/** How many closures are kept, and how many bytes they may take together. */
export interface ClosureLimits {
  readonly closures: number;
  readonly maxBytes: number;
}

/** The closures of group membership: made when they are first asked for, kept exact, and at most so many. */
export class Closures {
  readonly #graph: ResidentGraph;
  readonly #kinds: readonly SetKind[];
  readonly #walk: Walk;
  readonly #journal = new Journal(LONGEST_JOURNAL);
  readonly #members = new Map<string, Members>();
  readonly #limits: ClosureLimits;
  #count = 0;

  /** @param limits any from 1 on, and no answer changes */
  constructor(graph: ResidentGraph, limits: ClosureLimits) {
    this.#graph = graph;
    this.#limits = limits;
    this.#kinds = shapeOf(graph.model).groups;
    const fromGroups = this.#kinds.map(({ type, relation }) => this.#waysFrom(type, relation));
    this.#walk = new Walk(graph, this.#kinds, fromGroups);
    graph.onChange((change) => {
      const into = this.placeOf(change.edges.kind.type, change.edges.kind.relation);
      if (into < 0) return;
      const { subjectType, subjectRelation } = change.edges.kind;
      this.#journal.add({
        from: subjectRelation === undefined ? -1 : this.placeOf(subjectType, subjectRelation),
        subjectType,
        subject: change.subject,
        into,
        group: change.object,
        isAddition: change.isAddition,
      });
    });
  }

  /** Bytes of all closures. */
  get bytes(): number {
    let sum = 0;
    for (const members of this.#members.values()) sum += members.bytes;
    return sum;
  }

  /** The place of the kind of group among the groups of a closure; -1 where it is none. */
  placeOf(type: string, relation: string): number {
    return this.#kinds.findIndex((kind) => kind.type === type && kind.relation === relation);
  }

  /** The closures of plain subjects of the type. */
  of(type: string): Members {
    let members = this.#members.get(type);
    if (members === undefined) {
      const parts = { walk: this.#walk, journal: this.#journal, makeRoom: () => this.#makeRoom() };
      members = new Members(type, this.#waysFrom(type), parts);
      this.#members.set(type, members);
    }
    return members;
  }

  /** Why all are dropped at once: which were asked for last is not noted, since that would cost every question. */
  #makeRoom(): void {
    const { closures, maxBytes } = this.#limits;
    if (++this.#count <= closures && (this.#count % OFTEN !== 0 || this.bytes <= maxBytes)) return;
    for (const members of this.#members.values()) members.forget();
    this.#count = 1;
  }

  #waysFrom(type: string, relation?: string): readonly Way[] {
    return this.#kinds.map((kind, group) => ({
      edges: this.#graph.edges(kind.type, kind.relation, type, relation),
      group,
    }));
  }
}
