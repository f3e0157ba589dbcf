import { indexModel, type Decision, type ObjectRef } from "@relata/model";
import { check, explain, type Explanation } from "@relata/resolver";
import type { ConsistencyToken, ReadOptions } from "@relata/store";
import type { Asking } from "./answerer.ts";
import type { Engine } from "./answers.ts";
import { toReadOptions, type StateInput } from "./consistency-input.ts";
import type { ListCursor } from "./list-cursor.ts";
import type { AnyListed } from "./list-entries.ts";
import { objectsList, subjectsList, type ListQuestion } from "./list-question.ts";
import { Listing, type ListingPage, type ListingPageInput } from "./listing.ts";
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

/** The questions that are answered with promises. Each is answered from one snapshot. */
export abstract class Questions<S extends Schema = Schema> {
  /** Only a type: questions of one schema are not those of another. */
  declare protected readonly schema?: S;
  readonly #engine: Engine;

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  /** The answer over a snapshot of that state. */
  protected abstract answer<T>(asking: Asking<T>, options: ReadOptions): Promise<T>;

  /**
   * The state of a page: that of the cursor, or one that can be read again; none where all that is asked is of one state.
   *
   * @throws Failure `invalid_cursor`
   */
  protected abstract stateOf(
    cursor: ListCursor | undefined,
    options: ReadOptions,
  ): Promise<ConsistencyToken | undefined>;

  /**
   * Whether the subject may do that to the object. Conditional is false: ask `check` for what is missing.
   *
   * ```ts
   * await relata.can("user:ann", "view", "folder:plans");
   * ```
   */
  can<const Who extends SubjectInput, const O extends string | ObjectRef, const Given>(
    subject: Fit<Who, SubjectForm<S, Who>>,
    permission: NameGiven<S, O>,
    object: Fit<O, ObjectForm<S, O>>,
    given?: Fit<Given, TypedCircumstances<S>>,
  ): Promise<boolean>;
  async can(
    subject: SubjectInput,
    permission: string,
    object: string | ObjectRef,
    given: Circumstances = {},
  ): Promise<boolean> {
    const { outcome } = await this.#decide({ ...given, subject, permission, object });
    return outcome === "allowed";
  }

  /** The decision: allowed, denied, or conditional with what is missing. An object, and so always truthy. */
  check<const Q>(input: Fit<Q, CheckForm<S, Q>>): Promise<Decision>;
  async check(input: CheckInput): Promise<Decision> {
    return this.#decide(input);
  }

  /** The decision with its reason: the proof of what is allowed, what failed of what is denied. */
  explain<const Q>(input: Fit<Q, CheckForm<S, Q>>): Promise<Explanation>;
  async explain(input: CheckInput): Promise<Explanation> {
    const { model, present, limits } = this.#engine;
    const question = toQuestion(indexModel(model), input, present);
    return this.answer(() => (graph) => explain(model, graph, question, limits), toReadOptions(input));
  }

  /**
   * The objects of a type on which the subject holds the permission: all of them, or a page. Law: exactly what `check`
   * grants, of those in the scope.
   *
   * ```ts
   * const { entries, next } = await relata.listObjects({ subject: "user:ann", permission: "view", type: "doc" }, { limit: 50 });
   * ```
   *
   * @throws Failure of a page also `invalid_cursor`, and `snapshot_expired` where history no longer reaches back to the first
   */
  listObjects<const Q>(input: Fit<Q, ListObjectsForm<S, Q>>): Listing<ListedObject<S, Q>>;
  listObjects<const Q>(
    input: Fit<Q, ListObjectsForm<S, Q>>,
    page: ListingPageInput,
  ): Promise<ListingPage<ListedObject<S, Q>>>;
  listObjects(input: ListObjectsInput, page?: ListingPageInput): Listing<AnyListed> | Promise<ListingPage<AnyListed>> {
    return this.#list(() => objectsList(this.#engine, input), input, page);
  }

  /**
   * The subjects of a type that hold the permission on the object: all of them, or a page. Law: exactly what `check` grants.
   * An entry is there for each that tuples below the object name; all others, where they are granted, are the wildcard's.
   *
   * @throws Failure as `listObjects`
   */
  listSubjects<const Q>(input: Fit<Q, ListSubjectsForm<S, Q>>): Listing<ListedSubject<S, Q>>;
  listSubjects<const Q>(
    input: Fit<Q, ListSubjectsForm<S, Q>>,
    page: ListingPageInput,
  ): Promise<ListingPage<ListedSubject<S, Q>>>;
  listSubjects(
    input: ListSubjectsInput,
    page?: ListingPageInput,
  ): Listing<AnyListed> | Promise<ListingPage<AnyListed>> {
    return this.#list(() => subjectsList(this.#engine, input), input, page);
  }

  #list(
    make: () => ListQuestion,
    input: StateInput,
    page: ListingPageInput | undefined,
  ): Listing<AnyListed> | Promise<ListingPage<AnyListed>> {
    if (page !== undefined) return this.#page(make, input, page);
    return new Listing(async () => {
      const list = make();
      return list.toEntries(await this.answer(list.whole, toReadOptions(input)));
    });
  }

  /** The first page chooses the state, and the next ones are of the same. */
  async #page(make: () => ListQuestion, input: StateInput, part: ListingPageInput): Promise<ListingPage<AnyListed>> {
    const page = make().page(part);
    const options = toReadOptions(input);
    const token = await this.stateOf(page.cursor, options);
    const state: ReadOptions = token === undefined ? options : { consistency: { exactly: token } };
    return page.toPage(await this.answer(page.part, state), token);
  }

  async #decide(input: CheckInput): Promise<Decision> {
    const { model, present, limits } = this.#engine;
    const question = toQuestion(indexModel(model), input, present);
    return this.answer(() => (graph) => check(model, graph, question, limits), toReadOptions(input));
  }
}
