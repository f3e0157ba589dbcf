import type { SetKind } from "@relata/resolver";
import type { Edges } from "./edges.ts";
import { FIRST, STAR } from "./numbers.ts";
import type { ResidentGraph } from "./resident-graph.ts";

/** Where subjects of one kind may be members: edges, and the place of the kind of group that they stand on. */
export interface Way {
  readonly edges: Edges;
  readonly group: number;
}

/** Whether a walk need not go further from that group. */
export type IsKnown = (group: number, number: number) => boolean;

/** Walks upward from subjects through groups, each entered once. There is one for all walks, since they are made one after the other. */
export class Walk {
  /** Whether special edges were near the last walk, whatever became of them. */
  isNearSpecial = false;
  /** What the last walk found: for each kind of group the numbers. */
  found: readonly number[][] = [];
  readonly #graph: ResidentGraph;
  readonly #kinds: readonly SetKind[];
  /** From the groups of each kind. */
  readonly #ways: readonly (readonly Way[])[];
  /** For each kind of group the walk that entered each of them last. */
  readonly #marks: Int32Array[];
  readonly #queue: number[] = [];
  #walk = 0;
  #takesSpecial = false;
  #isKnown: IsKnown | undefined;

  constructor(graph: ResidentGraph, kinds: readonly SetKind[], ways: readonly (readonly Way[])[]) {
    this.#graph = graph;
    this.#kinds = kinds;
    this.#ways = ways;
    this.#marks = kinds.map(() => new Int32Array(16));
  }

  /** The groups of a plain subject, those of the wildcard of its type among them. */
  fromPlain(ways: readonly Way[], subject: number, takesSpecial: boolean): void {
    this.#begin(takesSpecial);
    this.#step(ways, subject);
    this.#step(ways, STAR);
    this.#run();
  }

  /** The group, and the groups of it, but for what is known. */
  fromGroup(group: number, number: number, isKnown: IsKnown): void {
    this.#begin(false);
    this.#isKnown = isKnown;
    this.#enter(group, number);
    this.#run();
  }

  #begin(takesSpecial: boolean): void {
    this.#walk++;
    this.#takesSpecial = takesSpecial;
    this.#isKnown = undefined;
    this.isNearSpecial = false;
    this.found = this.#kinds.map(() => []);
  }

  #run(): void {
    const queue = this.#queue;
    while (queue.length > 0) {
      const number = queue.pop() as number;
      const group = queue.pop() as number;
      const further = this.#ways[group] as readonly Way[];
      if (number === STAR) this.#fromAll(further, group);
      else this.#step(further, number);
    }
  }

  /** A member of every group of a type is in all that any of them is in. Cost: all names of the type. */
  #fromAll(ways: readonly Way[], group: number): void {
    const { size } = this.#graph.names((this.#kinds[group] as SetKind).type);
    for (let number = FIRST; number < size; number++) this.#step(ways, number);
  }

  #step(ways: readonly Way[], subject: number): void {
    for (let i = 0; i < ways.length; i++) {
      const { edges, group } = ways[i] as Way;
      const count = edges.reverse.count(subject);
      for (let place = 0; place < count; place++) this.#enter(group, edges.reverse.at(subject, place));
      if (!edges.isSpecialOf(subject)) continue;
      this.isNearSpecial = true;
      if (this.#takesSpecial) for (const object of edges.specialOf(subject)) this.#enter(group, object);
    }
  }

  #enter(group: number, number: number): void {
    const marks = this.#marksFor(group, number);
    if (marks[number] === this.#walk) return;
    marks[number] = this.#walk;
    if (this.#isKnown?.(group, number) === true) return;
    (this.found[group] as number[]).push(number);
    this.#queue.push(group, number);
  }

  #marksFor(group: number, number: number): Int32Array {
    const marks = this.#marks[group] as Int32Array;
    if (number < marks.length) return marks;
    const larger = new Int32Array(Math.max(number + 1, marks.length * 2));
    larger.set(marks);
    this.#marks[group] = larger;
    return larger;
  }
}
