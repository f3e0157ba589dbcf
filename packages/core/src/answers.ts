import { indexModel, type Decision, type Instant, type Model, type ObjectRef } from "@relata/model";
import {
  check,
  explain,
  listObjects,
  listSubjects,
  withTuples,
  type Explanation,
  type Graph,
  type Limits,
} from "@relata/resolver";
import type { Asking } from "./answerer.ts";
import { refuseConsistency } from "./consistency-input.ts";
import { entriesOf, type Listed } from "./listing.ts";
import {
  toObjectsQuestion,
  toQuestion,
  toSubjectsQuestion,
  type CheckInput,
  type Circumstances,
  type ListObjectsInput,
  type ListSubjectsInput,
  type SubjectInput,
} from "./question-input.ts";
import { toTerms, type Terms, type TermsInput } from "./terms.ts";
import type { Fit } from "./typed/fit.ts";
import type { ObjectReference, SubjectReference } from "./typed/listed-reference.ts";
import type { NameGiven } from "./typed/names.ts";
import type { ObjectForm } from "./typed/object-input.ts";
import type {
  CheckForm,
  ListObjectsForm,
  ListSubjectsForm,
  Circumstances as TypedCircumstances,
} from "./typed/question-form.ts";
import type { Schema } from "./typed/schema.ts";
import type { SubjectForm } from "./typed/subject-input.ts";

/** What every question is answered with. */
export interface Engine {
  readonly model: Model;
  /** The present, for questions that name no instant. */
  readonly present: () => Instant;
  readonly limits: Limits;
  /** How long a question may take that says nothing of it. */
  readonly deadlineMs?: number;
}

/** The questions of `Relata`, answered at once: with values, and never with promises. They are of one state. */
export abstract class Answers<S extends Schema = Schema> {
  /** Only a type: answers of one schema are not those of another. */
  declare protected readonly schema?: S;
  readonly #engine: Engine;

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  /** The answer over one snapshot; which one, the subclass knows. */
  protected abstract answer<T>(asking: Asking<T>, terms: Terms): T;

  /** @throws Failure as `Relata.check` */
  can<const Who extends SubjectInput, const O extends string | ObjectRef, const Given>(
    subject: Fit<Who, SubjectForm<S, Who>>,
    permission: NameGiven<S, O>,
    object: Fit<O, ObjectForm<S, O>>,
    given?: Fit<Given, TypedCircumstances<S>>,
  ): boolean;
  can(subject: SubjectInput, permission: string, object: string | ObjectRef, given: Circumstances = {}): boolean {
    return this.#decide({ ...given, subject, permission, object }).outcome === "allowed";
  }

  check<const Q>(input: Fit<Q, CheckForm<S, Q>>): Decision;
  check(input: CheckInput): Decision {
    return this.#decide(input);
  }

  explain<const Q>(input: Fit<Q, CheckForm<S, Q>>): Explanation;
  explain(input: CheckInput): Explanation {
    const { model, present } = this.#engine;
    const question = toQuestion(indexModel(model), input, present);
    return this.#ask(input, (limits) => (graph) => explain(model, graph, question, limits));
  }

  listObjects<const Q>(input: Fit<Q, ListObjectsForm<S, Q>>): readonly Listed<ObjectReference<S, Q>>[];
  listObjects(input: ListObjectsInput): readonly Listed[] {
    const { model, present } = this.#engine;
    const question = toObjectsQuestion(indexModel(model), input, present);
    return entriesOf(
      this.#ask(input, (limits) => listObjects(model, question, limits)),
      question,
    );
  }

  listSubjects<const Q>(input: Fit<Q, ListSubjectsForm<S, Q>>): readonly Listed<SubjectReference<S, Q>>[];
  listSubjects(input: ListSubjectsInput): readonly Listed[] {
    const { model, present } = this.#engine;
    const question = toSubjectsQuestion(indexModel(model), input, present);
    return entriesOf(
      this.#ask(input, (limits) => listSubjects(model, question, limits)),
      question,
    );
  }

  #decide(input: CheckInput): Decision {
    const { model, present } = this.#engine;
    const question = toQuestion(indexModel(model), input, present);
    return this.#ask(input, (limits) => (graph) => check(model, graph, question, limits));
  }

  /** The question, made anew for each snapshot, under the terms of its input. */
  #ask<T>(input: TermsInput, make: (limits: Limits) => (graph: Graph) => T): T {
    refuseConsistency(input);
    const terms = toTerms(this.#engine, input);
    return this.answer(() => withTuples(terms.tuples, make(terms.limits)), terms);
  }
}
