import type { Model } from "@relata/model";
import type { Asking } from "./asking.ts";
import { NOTHING_OPEN } from "./asking.ts";
import { Closures } from "./closures.ts";
import { Expressions } from "./expressions.ts";
import { MOST_QUESTIONS } from "./named.ts";
import { STAR } from "./names.ts";
import type { ResidentGraph } from "./resident-graph.ts";
import { UNSURE, type Verdict } from "./verdict.ts";

/**
 * Checks over a resident graph, by expressions that were compiled to functions of integers.
 *
 * Law: what it says is the outcome that the resolver decides, at this instant and at every other. It says `UNSURE` wherever that hangs on
 * what it does not look at: policies, windows, negated cycles, subject sets as subjects, and after very many visits.
 */
export class QuickCheck {
  readonly #model: Model;
  readonly #graph: ResidentGraph;
  readonly #closures: Closures;
  readonly #asking: Asking = { subject: 0, closure: undefined, number: 0, depth: 0, visits: 0, lowest: NOTHING_OPEN };
  /** By the type of the subject: which edges matter follows from it. */
  readonly #expressions = new Map<string, Expressions>();

  /** @param closures how many closures of groups are kept */
  constructor(graph: ResidentGraph, closures = 100_000) {
    this.#model = graph.model;
    this.#graph = graph;
    this.#closures = new Closures(graph, closures);
  }

  /** Whether the plain subject has the name on the object, all by numbers. */
  decide(subjectType: string, subject: number, name: string, type: string, object: number): Verdict {
    if (subject === STAR) return UNSURE;
    const asking = this.#asking;
    const expressions = this.#of(subjectType);
    const named = expressions.named(type, name);
    if (named === undefined) return UNSURE;
    if (++asking.number > MOST_QUESTIONS) this.#beginAgain();
    asking.subject = subject;
    asking.closure = undefined;
    asking.depth = asking.visits = 0;
    asking.lowest = NOTHING_OPEN;
    return named.ask(object);
  }

  #of(type: string): Expressions {
    let found = this.#expressions.get(type);
    if (found === undefined) {
      found = new Expressions(this.#model, this.#graph, this.#closures, this.#asking, type);
      this.#expressions.set(type, found);
    }
    return found;
  }

  #beginAgain(): void {
    this.#asking.number = 1;
    for (const expressions of this.#expressions.values()) expressions.forget();
  }
}
