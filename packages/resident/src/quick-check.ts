import { indexModel, type Model, type ModelIndex, type ObjectRef, type SubjectRef } from "@relata/model";
import { PathMap } from "@relata/resolver";
import { NOTHING_OPEN, type Asking } from "./asking.ts";
import { Closures, type ClosureLimits } from "./closures.ts";
import { Expressions } from "./expressions.ts";
import { MOST_QUESTIONS, type Holds } from "./named.ts";
import { NOBODY, NOTHING, STAR } from "./numbers.ts";
import { plainReference } from "./plain-reference.ts";
import { QuickList } from "./quick-list.ts";
import { ReachPlan } from "./reach-plan.ts";
import type { ResidentGraph } from "./resident-graph.ts";
import { UNSURE, type Verdict } from "./verdict.ts";

const CLOSURES = 100_000;

/** Ids by their places: of a page of a long list, most are never made. */
export interface ListedIds {
  readonly length: number;
  /** For places below the length. */
  at(place: number): string;
  /** The same as a whole reference, which is not made. */
  reference(place: number): string;
}

/** Of a name that the type lacks. */
const NOT_ANSWERED: Holds = () => UNSURE;

/**
 * Checks over a resident graph, by expressions that were compiled to functions of integers.
 *
 * Law: what it says is the outcome that the resolver decides, at this instant and at every other. It says `UNSURE` wherever that hangs on
 * what it does not look at: policies, windows, negated cycles, subject sets as subjects, and after very many visits.
 */
export class QuickCheck {
  readonly #model: Model;
  readonly #index: ModelIndex;
  readonly #graph: ResidentGraph;
  readonly #closures: Closures;
  /** The last question, and what it has cost so far. */
  readonly asking: Asking = { subject: 0, isPlaced: false, number: 0, depth: 0, visits: 0, lowest: NOTHING_OPEN };
  /** By the type of the subject: which edges matter follows from it. */
  readonly #expressions = new Map<string, Expressions>();
  /** By the place of the object's type, the name, and the place of the subject's type. */
  readonly #asked: Map<string, (Holds | undefined)[]>[] = [];

  /** Walks back to objects, by the type of the subject, that of the objects, and the name. */
  readonly #plans = new PathMap<ReachPlan>();
  #walks = 0;
  /** The last question that was unsure: whoever goes on to read it asks it again. */
  readonly #unsure = { holds: NOT_ANSWERED, subject: 0, object: 0 };

  /** @param limits of closures of groups that are kept; no answer depends on them */
  constructor(graph: ResidentGraph, { closures = CLOSURES, maxBytes = Infinity }: Partial<ClosureLimits> = {}) {
    this.#model = graph.model;
    this.#index = indexModel(graph.model);
    this.#graph = graph;
    this.#closures = new Closures(graph, { closures, maxBytes });
    graph.onChange(() => {
      this.#unsure.holds = NOT_ANSWERED;
    });
  }

  /** Bytes of the closures, and of what questions mark. */
  get bytes(): number {
    let sum = this.#closures.bytes;
    for (const expressions of this.#expressions.values()) sum += expressions.bytes;
    return sum;
  }

  /** Whether the plain subject has the name on the object, in either form. What is no such reference is `UNSURE`. */
  decideGiven(subject: string | SubjectRef, name: string, object: string | ObjectRef): Verdict {
    const [from, to] = [this.#place(subject), this.#place(object)];
    if (from < 0 || to < 0) return this.#decideUnmet(subject, name, object);
    const { references } = this.#graph;
    const number = references.numberAt(from);
    if (number === STAR) return UNSURE;
    const holds = this.#holds(references.typeAt(from), name, references.typeAt(to));
    return this.#decide(holds, number, references.numberAt(to));
  }

  /** Where a reference stands; -1 for one that was never met, for a subject set, and for what is no reference. */
  #place(reference: string | SubjectRef): number {
    const { references } = this.#graph;
    if (typeof reference === "string") return references.find(reference);
    // Why: callers in plain JavaScript hold what they hold.
    if (typeof reference !== "object" || reference === null || reference.relation !== undefined) return -1;
    const { type, id } = reference;
    if (typeof type !== "string" || typeof id !== "string") return -1;
    const place = references.find(`${type}:${id}`);
    // Why the type again: another one and its id may read alike.
    return place >= 0 && references.typeName(references.typeAt(place)) === type ? place : -1;
  }

  /** The same where one of them was never met, if it is a reference all the same. */
  #decideUnmet(subject: string | SubjectRef, name: string, object: string | ObjectRef): Verdict {
    const [from, to] = [plainReference(this.#index, subject), plainReference(this.#index, object)];
    return from === undefined || to === undefined ? UNSURE : this.decide(from, name, to);
  }

  /** The same of references that are valid, met or not. */
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

  /**
   * The objects of a type on which the plain subject has the name: their ids, each once, in canonical order. Undefined where a quick check of
   * one of them, or of others, would be `UNSURE`.
   */
  list(subject: ObjectRef, name: string, type: string): ListedIds | undefined {
    const numbers = this.#reach(subject, name, type, Infinity);
    if (numbers === undefined) return undefined;
    const objects = this.#graph.names(type);
    const inOrder = objects.inOrder(numbers);
    return {
      length: inOrder.length,
      at: (place) => objects.id(inOrder[place] as number),
      reference: (place) => objects.text(inOrder[place] as number),
    };
  }

  /** How many they are, counted no further than `most`, which is all that it costs. Undefined likewise. */
  count(subject: ObjectRef, name: string, type: string, most: number): number | undefined {
    return this.#reach(subject, name, type, most)?.length;
  }

  #reach(subject: ObjectRef, name: string, type: string, most: number): readonly number[] | undefined {
    const subjects = this.#graph.names(subject.type);
    const found = subjects.find(subject.id);
    if (found === STAR) return undefined;
    const number = found < 0 ? NOBODY : found;
    const plan = this.#plan(subject.type, name, type);
    const parts = {
      closures: this.#closures,
      ask: (holds: Holds, object: number) => this.#decide(holds, number, object),
      most,
    };
    return new QuickList(parts, plan, ++this.#walks).from(subject.type, number);
  }

  #plan(subjectType: string, name: string, type: string): ReachPlan {
    return this.#plans.entry([subjectType, type, name], () => {
      const [model, graph, closures] = [this.#model, this.#graph, this.#closures];
      const parts = { model, graph, closures, expressions: this.#of(subjectType), subjectType };
      return new ReachPlan(parts, type, name);
    });
  }

  #decide(holds: Holds, subject: number, object: number): Verdict {
    const unsure = this.#unsure;
    if (unsure.object === object && unsure.subject === subject && unsure.holds === holds) return UNSURE;
    const asking = this.asking;
    if (++asking.number > MOST_QUESTIONS) this.#beginAgain();
    asking.subject = subject;
    asking.isPlaced = false;
    asking.depth = asking.visits = 0;
    asking.lowest = NOTHING_OPEN;
    const verdict = holds(object);
    if (verdict === UNSURE) {
      unsure.holds = holds;
      unsure.subject = subject;
      unsure.object = object;
    }
    return verdict;
  }

  #holds(subjectType: number, name: string, type: number): Holds {
    return this.#asked[type]?.get(name)?.[subjectType] ?? this.#prepare(subjectType, name, type);
  }

  #prepare(subjectType: number, name: string, type: number): Holds {
    const { references } = this.#graph;
    const holds = this.#of(references.typeName(subjectType)).named(references.typeName(type), name);
    // Why not kept: names that are none are as many as whoever asks makes up.
    if (holds === undefined) return NOT_ANSWERED;
    const names = (this.#asked[type] ??= new Map<string, (Holds | undefined)[]>());
    let ofName = names.get(name);
    if (ofName === undefined) names.set(name, (ofName = []));
    ofName[subjectType] = holds;
    return holds;
  }

  #of(type: string): Expressions {
    let found = this.#expressions.get(type);
    if (found === undefined) {
      found = new Expressions(this.#model, this.#graph, this.#closures, this.asking, type);
      this.#expressions.set(type, found);
    }
    return found;
  }

  #beginAgain(): void {
    this.asking.number = 1;
    for (const expressions of this.#expressions.values()) expressions.forget();
  }
}

function isSame(a: ObjectRef, b: ObjectRef): boolean {
  return a.type === b.type && a.id === b.id;
}
