import type { Model, ObjectRef } from "@relata/model";
import { NOTHING_OPEN, type Asking } from "./asking.ts";
import { Closures, type ClosureLimits } from "./closures.ts";
import { Expressions, NOWHERE } from "./expressions.ts";
import { MOST_QUESTIONS, type Holds } from "./named.ts";
import { NOBODY, NOTHING, STAR } from "./names.ts";
import type { ResidentGraph } from "./resident-graph.ts";
import { UNSURE, type Verdict } from "./verdict.ts";

const CLOSURES = 100_000;

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
  readonly #asking: Asking = { subject: 0, isPlaced: false, number: 0, depth: 0, visits: 0, lowest: NOTHING_OPEN };
  /** By the type of the subject: which edges matter follows from it. */
  readonly #expressions = new Map<string, Expressions>();
  /** By the place of the object's type, the name, and the place of the subject's type. */
  readonly #asked: Map<string, (Holds | undefined)[]>[] = [];

  /** @param limits of closures of groups that are kept; no answer depends on them */
  constructor(graph: ResidentGraph, { closures = CLOSURES, maxBytes = Infinity }: Partial<ClosureLimits> = {}) {
    this.#model = graph.model;
    this.#graph = graph;
    this.#closures = new Closures(graph, { closures, maxBytes });
  }

  /** Bytes of the closures. */
  get bytes(): number {
    return this.#closures.bytes;
  }

  /**
   * Whether the plain subject has the name on the object, both as they are written. References that no tuple names, and all that is
   * none, are `UNSURE`.
   */
  decideTexts(subject: string, name: string, object: string): Verdict {
    const { references } = this.#graph;
    const [from, to] = [references.find(subject), references.find(object)];
    if (from < 0 || to < 0) return UNSURE;
    const number = references.numberAt(from);
    if (number === STAR) return UNSURE;
    const holds = this.#holds(references.typeAt(from), name, references.typeAt(to));
    return this.#decide(holds, number, references.numberAt(to));
  }

  /** The same of references that are valid, also of those that no tuple names. */
  decide(subject: ObjectRef, name: string, object: ObjectRef): Verdict {
    const [subjects, objects] = [this.#graph.names(subject.type), this.#graph.names(object.type)];
    const [from, to] = [subjects.find(subject.id), objects.find(object.id)];
    if (from === STAR || (from < 0 && to < 0 && isSame(subject, object))) return UNSURE;
    return this.decideNumbers(subjects.place, from < 0 ? NOBODY : from, name, objects.place, to < 0 ? NOTHING : to);
  }

  /** The same of numbers: those of the plain subject and of the object in their types, which stand at those places. */
  decideNumbers(subjectType: number, subject: number, name: string, type: number, object: number): Verdict {
    return this.#decide(this.#holds(subjectType, name, type), subject, object);
  }

  #decide(holds: Holds, subject: number, object: number): Verdict {
    const asking = this.#asking;
    if (++asking.number > MOST_QUESTIONS) this.#beginAgain();
    asking.subject = subject;
    asking.isPlaced = false;
    asking.depth = asking.visits = 0;
    asking.lowest = NOTHING_OPEN;
    return holds(object);
  }

  #holds(subjectType: number, name: string, type: number): Holds {
    return this.#asked[type]?.get(name)?.[subjectType] ?? this.#prepare(subjectType, name, type);
  }

  #prepare(subjectType: number, name: string, type: number): Holds {
    const { references } = this.#graph;
    const compiled = this.#of(references.typeName(subjectType)).named(references.typeName(type), name);
    const { outside } = compiled;
    if (compiled === NOWHERE) return outside;
    const names = (this.#asked[type] ??= new Map<string, (Holds | undefined)[]>());
    let ofName = names.get(name);
    if (ofName === undefined) names.set(name, (ofName = []));
    ofName[subjectType] = outside;
    return outside;
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

function isSame(a: ObjectRef, b: ObjectRef): boolean {
  return a.type === b.type && a.id === b.id;
}
