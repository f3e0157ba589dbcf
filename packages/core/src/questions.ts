import type { Decision, ObjectRef } from "@relata/model";
import type { QuickCheck } from "@relata/resident";
import type { CheckOutcome, Expansion, Explanation } from "@relata/resolver";
import type { ConsistencyToken, ReadOptions } from "@relata/store";
import type { Asking } from "./answerer.ts";
import type { CheckItem } from "./batch-input.ts";
import type { Engine } from "./engine.ts";
import type { ExpandInput } from "./expand-input.ts";
import type { ListCursor } from "./list-cursor.ts";
import type { AnyListed } from "./list-entries.ts";
import { objectsList, subjectsList, type ListQuestion } from "./list-question.ts";
import { Listing, type ListingPage, type ListingPageInput } from "./listing.ts";
import {
  makeCheck,
  makeCheckMany,
  makeExpand,
  makeExplain,
  makePermissionsOf,
  makePermissionsOn,
  type Make,
} from "./make-question.ts";
import { decisionsOf, type Decisions } from "./observing/decisions.ts";
import type { QuestionName } from "./observing/engine-event.ts";
import { observed } from "./observing/observed.ts";
import type { QuestionNotes } from "./observing/question-notes.ts";
import type { Permissions, PermissionsOfInput, PermissionsOnInput } from "./permissions-input.ts";
import type { CheckInput, Circumstances, ListObjectsInput, ListSubjectsInput, SubjectInput } from "./question-input.ts";
import { decideQuickly } from "./resident/ask-quickly.ts";
import { askingUnder, toTerms, type Terms, type TermsInput } from "./terms.ts";
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

/** The questions that are answered with promises. Each is answered from one snapshot. */
export abstract class Questions<S extends Schema = Schema> {
  /** Only a type: questions of one schema are not those of another. */
  declare protected readonly schema?: S;
  readonly #engine: Engine;

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  /** The answer over a snapshot of that state. */
  protected abstract answer<T>(asking: Asking<T>, terms: Terms): Promise<T>;

  /** What decides quickly over a state that is fresh; undefined where nothing does. */
  protected quick(): QuickCheck | undefined {
    return undefined;
  }

  /**
   * The state of a page: that of the cursor, or one that can be read again; none where all that is asked is of one state.
   *
   * @throws Failure `invalid_cursor`
   */
  protected abstract stateOf(cursor: ListCursor | undefined, terms: Terms): Promise<ConsistencyToken | undefined>;

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
    given?: Circumstances,
  ): Promise<boolean> {
    const input = given === undefined ? { subject, permission, object } : { ...given, subject, permission, object };
    const decision = decideQuickly(this.#engine, this.quick(), input) ?? (await this.#decide(input));
    return decision.outcome === "allowed";
  }

  /** The decision: allowed, denied, or conditional with what is missing. An object, and so always truthy. */
  check<const Q>(input: Fit<Q, CheckForm<S, Q>>): Promise<Decision>;
  async check(input: CheckInput): Promise<Decision> {
    return decideQuickly(this.#engine, this.quick(), input) ?? this.#decide(input);
  }

  /** The decision with its reason: the proof of what is allowed, what failed of what is denied. */
  explain<const Q>(input: Fit<Q, CheckForm<S, Q>>): Promise<Explanation>;
  async explain(input: CheckInput): Promise<Explanation> {
    const make = () => makeExplain(this.#engine, input);
    return this.#ask("explain", input, make, (answer) => decisionsOf([answer]));
  }

  /** Who has the permission on the object, as an algebra of sets: the expression of the model, with tuples at its leaves. */
  expand<const Q>(input: Fit<Q, ExpandForm<S, Q>>): Promise<Expansion>;
  async expand(input: ExpandInput): Promise<Expansion> {
    return this.#ask("expand", input, () => makeExpand(this.#engine, input));
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
  listObjects<const Q, const Part = undefined>(
    input: Fit<Q, ListObjectsForm<S, Q>>,
    page?: Fit<Part, ListingPageInput>,
  ): InPart<Part, Listing<ListedObject<S, Q>>, Promise<ListingPage<ListedObject<S, Q>>>>;
  listObjects(input: ListObjectsInput, page?: ListingPageInput): Listing<AnyListed> | Promise<ListingPage<AnyListed>> {
    return this.#list("list_objects", () => objectsList(this.#engine, input), input, page);
  }

  /**
   * The subjects of a type that hold the permission on the object: all of them, or a page. Law: exactly what `check` grants.
   * An entry is there for each that tuples below the object name; all others, where they are granted, are the wildcard's.
   *
   * @throws Failure as `listObjects`
   */
  listSubjects<const Q, const Part = undefined>(
    input: Fit<Q, ListSubjectsForm<S, Q>>,
    page?: Fit<Part, ListingPageInput>,
  ): InPart<Part, Listing<ListedSubject<S, Q>>, Promise<ListingPage<ListedSubject<S, Q>>>>;
  listSubjects(
    input: ListSubjectsInput,
    page?: ListingPageInput,
  ): Listing<AnyListed> | Promise<ListingPage<AnyListed>> {
    return this.#list("list_subjects", () => subjectsList(this.#engine, input), input, page);
  }

  #list(
    question: QuestionName,
    make: () => ListQuestion,
    input: TermsInput,
    part: ListingPageInput | undefined,
  ): Listing<AnyListed> | Promise<ListingPage<AnyListed>> {
    const asked = { question, observers: this.#engine.observers };
    if (part !== undefined) return observed(asked, (notes) => this.#page(make, input, part, notes));
    return new Listing(() =>
      observed(asked, async (notes) => {
        const list = make();
        return list.toEntries(await this.#answer(input, list.whole, notes));
      }),
    );
  }

  /** The first page chooses the state, and the next ones are of the same. */
  async #page(
    make: () => ListQuestion,
    input: TermsInput,
    part: ListingPageInput,
    notes: QuestionNotes | undefined,
  ): Promise<ListingPage<AnyListed>> {
    const page = make().page(part);
    const terms = toTerms(this.#engine, input, notes);
    const token = await this.stateOf(page.cursor, terms);
    const options: ReadOptions = token === undefined ? terms.options : { consistency: { exactly: token } };
    return page.toPage(await this.answer(askingUnder(terms, page.part), { ...terms, options }), token);
  }

  /**
   * The decisions of many questions, in their order and from one snapshot. What they have in common is visited once; a
   * question that fails, fails alone, with its failure in the place of its decision. The terms are of the whole batch.
   *
   * ```ts
   * for (const { decision, failure } of await relata.checkMany(questions)) …
   * ```
   *
   * @throws Failure as `check`, where it is of no single question
   */
  checkMany<const Q extends readonly unknown[], const Given>(
    items: { readonly [K in keyof Q]: Fit<Q[K], CheckItemForm<S, Q[K]>> },
    given?: Fit<Given, TypedCircumstances<S>>,
  ): Promise<readonly CheckOutcome[]>;
  async checkMany(items: readonly CheckItem[], given: Circumstances = {}): Promise<readonly CheckOutcome[]> {
    return this.#ask("check_many", given, () => makeCheckMany(this.#engine, items, given), decisionsOf);
  }

  /**
   * What the subject may do: on every object of some types, and on some objects. Permissions only, and complete: an object
   * with an entry has exactly the permissions of it; any other of the types has those of the entry `type:*`, or none.
   *
   * @throws Failure as `check`, also where it is of one permission of one object
   */
  permissionsOf<const Who extends SubjectInput, const Given>(
    subject: Fit<Who, SubjectForm<S, Who>>,
    given?: Fit<Given, TypedPermissionsOf<S>>,
  ): Promise<readonly Permissions[]>;
  async permissionsOf(subject: SubjectInput, given: PermissionsOfInput = {}): Promise<readonly Permissions[]> {
    return this.#ask("permissions", given, () => makePermissionsOf(this.#engine, subject, given));
  }

  /** All permissions of the subject on one object, each as `check` decides it. */
  permissionsOn<const Who extends SubjectInput, const O extends string | ObjectRef, const Given>(
    subject: Fit<Who, SubjectForm<S, Who>>,
    object: Fit<O, ObjectForm<S, O>>,
    given?: Fit<Given, PermissionsOnForm<S, O>>,
  ): Promise<Permissions>;
  async permissionsOn(
    subject: SubjectInput,
    object: string | ObjectRef,
    given: PermissionsOnInput = {},
  ): Promise<Permissions> {
    return this.#ask("permissions", given, () => makePermissionsOn(this.#engine, subject, object, given));
  }

  #decide(input: CheckInput): Promise<Decision> {
    const make = () => makeCheck(this.#engine, input);
    return this.#ask("check", input, make, (decision) => decisionsOf([{ decision }]));
  }

  #ask<T>(
    question: QuestionName,
    input: TermsInput,
    make: () => Make<T>,
    decided?: (answer: T) => Decisions,
  ): Promise<T> {
    const asked = { question, observers: this.#engine.observers, ...(decided !== undefined && { decided }) };
    return observed(asked, async (notes) => this.#answer(input, make(), notes));
  }

  /** The question, made anew for each snapshot, under the terms of its input. */
  async #answer<T>(input: TermsInput, make: Make<T>, notes: QuestionNotes | undefined): Promise<T> {
    const terms = toTerms(this.#engine, input, notes);
    return this.answer(askingUnder(terms, make), terms);
  }
}
