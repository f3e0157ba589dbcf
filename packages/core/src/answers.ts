import { indexModel, type Decision, type Instant, type Model, type ObjectRef } from "@relata/model";
import {
  check,
  checkMany,
  expand,
  explain,
  permissionsOf,
  withTuples,
  type CheckOutcome,
  type Expansion,
  type Explanation,
  type Graph,
  type Limits,
} from "@relata/resolver";
import type { Asking } from "./answerer.ts";
import { refuseConsistency } from "./consistency-input.ts";
import { toBatch, type CheckItem } from "./batch-input.ts";
import { toExpandQuestion, type ExpandInput } from "./expand-input.ts";
import { refuseState } from "./list-cursor.ts";
import type { AnyListed } from "./list-entries.ts";
import { objectsList, subjectsList, type ListQuestion } from "./list-question.ts";
import type { ListingPage, ListingPageInput } from "./listing.ts";
import {
  theOne,
  toPermissions,
  toPermissionsOn,
  toPermissionsQuestion,
  type Permissions,
  type PermissionsOfInput,
  type PermissionsOnInput,
} from "./permissions-input.ts";
import {
  toQuestion,
  type CheckInput,
  type Circumstances,
  type ListObjectsInput,
  type ListSubjectsInput,
  type SubjectInput,
} from "./question-input.ts";
import { toTerms, type Terms, type TermsInput } from "./terms.ts";
import type { Fit } from "./typed/fit.ts";
import type { InPart, ListedObject, ListedSubject } from "./typed/listed-entry.ts";
import type { NameGiven } from "./typed/names.ts";
import type { ObjectForm } from "./typed/object-input.ts";
import type {
  CheckForm,
  CheckItemForm,
  ExpandForm,
  ListObjectsForm,
  ListSubjectsForm,
  PermissionsOnForm,
  Circumstances as TypedCircumstances,
  PermissionsOfInput as TypedPermissionsOf,
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

  expand<const Q>(input: Fit<Q, ExpandForm<S, Q>>): Expansion;
  expand(input: ExpandInput): Expansion {
    const { model, present } = this.#engine;
    const question = toExpandQuestion(indexModel(model), input, present);
    return this.#ask(input, (limits) => (graph) => expand(model, graph, question, limits));
  }

  /** All of the list, or a page of it. @throws Failure as `Relata.listObjects` */
  listObjects<const Q, const Part = undefined>(
    input: Fit<Q, ListObjectsForm<S, Q>>,
    page?: Fit<Part, ListingPageInput>,
  ): InPart<Part, readonly ListedObject<S, Q>[], ListingPage<ListedObject<S, Q>>>;
  listObjects(input: ListObjectsInput, page?: ListingPageInput): readonly AnyListed[] | ListingPage<AnyListed> {
    const list = objectsList(this.#engine, input);
    return page === undefined ? list.toEntries(this.#ask(input, list.whole)) : this.#page(list, input, page);
  }

  /** All of the list, or a page of it. @throws Failure as `Relata.listSubjects` */
  listSubjects<const Q, const Part = undefined>(
    input: Fit<Q, ListSubjectsForm<S, Q>>,
    page?: Fit<Part, ListingPageInput>,
  ): InPart<Part, readonly ListedSubject<S, Q>[], ListingPage<ListedSubject<S, Q>>>;
  listSubjects(input: ListSubjectsInput, page?: ListingPageInput): readonly AnyListed[] | ListingPage<AnyListed> {
    const list = subjectsList(this.#engine, input);
    return page === undefined ? list.toEntries(this.#ask(input, list.whole)) : this.#page(list, input, page);
  }

  #page(list: ListQuestion, input: TermsInput, part: ListingPageInput): ListingPage<AnyListed> {
    const page = list.page(part);
    refuseState(page.cursor);
    return page.toPage(this.#ask(input, page.part));
  }

  checkMany<const Q extends readonly unknown[], const Given>(
    items: { readonly [K in keyof Q]: Fit<Q[K], CheckItemForm<S, Q[K]>> },
    given?: Fit<Given, TypedCircumstances<S>>,
  ): readonly CheckOutcome[];
  checkMany(items: readonly CheckItem[], given: Circumstances = {}): readonly CheckOutcome[] {
    const { model, present } = this.#engine;
    const batch = toBatch(indexModel(model), items, given, present);
    return batch.complete(this.#ask(given, (limits) => checkMany(model, batch.questions, limits)));
  }

  permissionsOf<const Who extends SubjectInput, const Given>(
    subject: Fit<Who, SubjectForm<S, Who>>,
    given?: Fit<Given, TypedPermissionsOf<S>>,
  ): readonly Permissions[];
  permissionsOf(subject: SubjectInput, given: PermissionsOfInput = {}): readonly Permissions[] {
    const { model, present } = this.#engine;
    const question = toPermissionsQuestion(indexModel(model), subject, given, present);
    const held = this.#ask(given, (limits) => permissionsOf(model, question, limits));
    return held.map(toPermissions);
  }

  permissionsOn<const Who extends SubjectInput, const O extends string | ObjectRef, const Given>(
    subject: Fit<Who, SubjectForm<S, Who>>,
    object: Fit<O, ObjectForm<S, O>>,
    given?: Fit<Given, PermissionsOnForm<S, O>>,
  ): Permissions;
  permissionsOn(subject: SubjectInput, object: string | ObjectRef, given: PermissionsOnInput = {}): Permissions {
    const { model, present } = this.#engine;
    const question = toPermissionsOn(indexModel(model), subject, object, given, present);
    return theOne(this.#ask(given, (limits) => permissionsOf(model, question, limits)));
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
