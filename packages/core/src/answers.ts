import { indexModel, type Decision, type Instant, type Model, type ObjectRef } from "@relata/model";
import { check, explain, type Explanation, type Limits } from "@relata/resolver";
import type { Asking } from "./answerer.ts";
import { refuseConsistency } from "./consistency-input.ts";
import type { AnyListed } from "./list-entries.ts";
import { refuseState } from "./list-cursor.ts";
import { objectsList, subjectsList, type ListQuestion } from "./list-question.ts";
import type { ListingPage, ListingPageInput } from "./listing.ts";
import {
  toQuestion,
  type CheckInput,
  type Circumstances,
  type ListObjectsInput,
  type ListSubjectsInput,
  type SubjectInput,
} from "./question-input.ts";
import type { Fit } from "./typed/fit.ts";
import type { ListedObject, ListedSubject } from "./typed/listed-entry.ts";
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
  protected abstract answer<T>(asking: Asking<T>): T;

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
    const { model, present, limits } = this.#engine;
    const question = toQuestion(indexModel(model), input, present);
    refuseConsistency(input);
    return this.answer(() => (graph) => explain(model, graph, question, limits));
  }

  /** All of the list, or a page of it. @throws Failure as `Relata.listObjects` */
  listObjects<const Q>(input: Fit<Q, ListObjectsForm<S, Q>>): readonly ListedObject<S, Q>[];
  listObjects<const Q>(input: Fit<Q, ListObjectsForm<S, Q>>, page: ListingPageInput): ListingPage<ListedObject<S, Q>>;
  listObjects(input: ListObjectsInput, page?: ListingPageInput): readonly AnyListed[] | ListingPage<AnyListed> {
    const list = objectsList(this.#engine, input);
    refuseConsistency(input);
    return page === undefined ? list.toEntries(this.answer(list.whole)) : this.#page(list, page);
  }

  /** All of the list, or a page of it. @throws Failure as `Relata.listSubjects` */
  listSubjects<const Q>(input: Fit<Q, ListSubjectsForm<S, Q>>): readonly ListedSubject<S, Q>[];
  listSubjects<const Q>(
    input: Fit<Q, ListSubjectsForm<S, Q>>,
    page: ListingPageInput,
  ): ListingPage<ListedSubject<S, Q>>;
  listSubjects(input: ListSubjectsInput, page?: ListingPageInput): readonly AnyListed[] | ListingPage<AnyListed> {
    const list = subjectsList(this.#engine, input);
    refuseConsistency(input);
    return page === undefined ? list.toEntries(this.answer(list.whole)) : this.#page(list, page);
  }

  #page(list: ListQuestion, input: ListingPageInput): ListingPage<AnyListed> {
    const page = list.page(input);
    refuseState(page.cursor);
    return page.toPage(this.answer(page.part));
  }

  #decide(input: CheckInput): Decision {
    const { model, present, limits } = this.#engine;
    const question = toQuestion(indexModel(model), input, present);
    refuseConsistency(input);
    return this.answer(() => (graph) => check(model, graph, question, limits));
  }
}
