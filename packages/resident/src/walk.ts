import type { Edges } from "./edges.ts";
import { STAR } from "./names.ts";
import type { ResidentGraph } from "./resident-graph.ts";
import type { SetKind } from "@relata/resolver";

/** Where subjects of one kind may be members: edges, and the place of the kind of group that they stand on. */
export interface Way {
  readonly edges: Edges;
  readonly group: number;
}

/** One walk upward from a subject through groups, each entered once; over plain edges, or over special ones too. */
export class Walk {
  /** Whether special edges were near, whatever became of them. */
  isNearSpecial = false;
  readonly #graph: ResidentGraph;
  readonly #kinds: readonly SetKind[];
  /** From the groups of each kind. */
  readonly #ways: readonly (readonly Way[])[];
  readonly #takesSpecial: boolean;
  readonly #found: readonly Set<number>[];
  readonly #queue: [group: number, number: number][] = [];

  constructor(
    graph: ResidentGraph,
    kinds: readonly SetKind[],
    ways: readonly (readonly Way[])[],
    takesSpecial: boolean,
  ) {
    this.#graph = graph;
    this.#kinds = kinds;
    this.#ways = ways;
    this.#takesSpecial = takesSpecial;
    this.#found = kinds.map(() => new Set());
  }

  /** The groups of a plain subject, those of the wildcard of its type among them: for each kind the numbers, in order. */
  from(ways: readonly Way[], subject: number): readonly Int32Array[] {
    this.#step(ways, subject);
    this.#step(ways, STAR);
    for (let next = this.#queue.pop(); next !== undefined; next = this.#queue.pop()) {
      const [group, number] = next;
      const further = this.#ways[group] ?? [];
      if (number === STAR) this.#fromAll(further, group);
      else this.#step(further, number);
    }
    return this.#found.map((found) => Int32Array.from(found).sort());
  }

  /** A member of every group of a type is in all that any of them is in. Cost: all names of the type. */
  #fromAll(ways: readonly Way[], group: number): void {
    const { type = "" } = this.#kinds[group] ?? {};
    const { size } = this.#graph.names(type);
    for (let number = STAR + 1; number < size; number++) this.#step(ways, number);
  }

  #step(ways: readonly Way[], subject: number): void {
    for (const { edges, group } of ways) {
      const count = edges.reverse.count(subject);
      for (let i = 0; i < count; i++) this.#enter(group, edges.reverse.at(subject, i));
      if (!edges.isSpecialOf(subject)) continue;
      this.isNearSpecial = true;
      if (this.#takesSpecial) for (const object of edges.specialOf(subject)) this.#enter(group, object);
    }
  }

  #enter(group: number, number: number): void {
    const found = this.#found[group];
    if (found === undefined || found.has(number)) return;
    found.add(number);
    this.#queue.push([group, number]);
  }
}
