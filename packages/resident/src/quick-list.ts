import type { Closures } from "./closures.ts";
import type { Edges } from "./edges.ts";
import { FIRST, STAR } from "./numbers.ts";
import type { Place, ReachPlan, Start, Step } from "./reach-plan.ts";
import type { Holds } from "./named.ts";
import type { Rows } from "./rows.ts";
import { UNSURE, type Verdict } from "./verdict.ts";

/** Thrown where the resolver is to be asked. */
class Unsure extends Error {}

const UNKNOWN = new Unsure();

/** Steps after which the resolver is asked, which can be stopped on its way. */
const MOST_STEPS = 5_000_000;

export interface ListParts {
  readonly closures: Closures;
  /** Decides of the subject, as a question of its own. */
  readonly ask: (holds: Holds, object: number) => Verdict;
  /** So many objects are wanted. */
  readonly most: number;
}

/** One walk from a subject to all objects on which it holds a name. */
export class QuickList {
  readonly #parts: ListParts;
  readonly #plan: ReachPlan;
  readonly #walk: number;
  readonly #queue: { readonly place: Place; readonly object: number }[] = [];
  readonly #found: number[] = [];
  #steps = 0;

  /** @param walk another number for each walk */
  constructor(parts: ListParts, plan: ReachPlan, walk: number) {
    this.#parts = parts;
    this.#plan = plan;
    this.#walk = walk;
  }

  /** The numbers of the objects, each once, as many as are wanted; undefined where the resolver is to be asked. */
  from(subjectType: string, subject: number): readonly number[] | undefined {
    if (this.#plan.isOpen) return undefined;
    try {
      for (const start of this.#plan.starts) this.#begin(start, subjectType, subject);
      for (let next = this.#queue.pop(); next !== undefined && !this.#isDone; next = this.#queue.pop())
        this.#goOn(next.place, next.object);
    } catch (error) {
      if (error instanceof Unsure) return undefined;
      throw error;
    }
    return this.#found;
  }

  get #isDone(): boolean {
    return this.#found.length >= this.#parts.most;
  }

  #begin(start: Start, subjectType: string, subject: number): void {
    const { edges, group } = start;
    if (group < 0) {
      this.#follow(start, edges, subject);
      this.#follow(start, edges, STAR);
      return;
    }
    const members = this.#parts.closures.of(subjectType);
    members.bring(subject);
    if (members.isOpen(subject)) throw UNKNOWN;
    const groups = members.certain[group] as Rows;
    const count = groups.count(subject);
    for (let i = 0; i < count; i++) {
      const found = groups.at(subject, i);
      if (found < FIRST) throw UNKNOWN;
      this.#follow(start, edges, found);
    }
  }

  #goOn(place: Place, object: number): void {
    for (const step of place.steps) {
      if (step.edges === undefined) this.#enter(step, object);
      else this.#follow(step, step.edges, object);
    }
  }

  #follow(step: Step, edges: Edges, subject: number): void {
    if (edges.isSpecialOf(subject)) throw UNKNOWN;
    const { reverse } = edges;
    const count = reverse.count(subject);
    this.#steps += count;
    if (this.#steps > MOST_STEPS) throw UNKNOWN;
    for (let i = 0; i < count && !this.#isDone; i++) this.#enter(step, reverse.at(subject, i));
  }

  #enter({ into, tests }: Step, object: number): void {
    // Why: what holds of every object of a type is no list of numbers.
    if (object < FIRST) throw UNKNOWN;
    if (into.isEntered(object, this.#walk)) return;
    for (const { holds, wanted } of tests) {
      const verdict = this.#parts.ask(holds, object);
      if (verdict === UNSURE) throw UNKNOWN;
      if (verdict !== wanted) return;
    }
    into.enter(object, this.#walk);
    if (into === this.#plan.goal) this.#found.push(object);
    if (into.steps.length > 0) this.#queue.push({ place: into, object });
  }
}
