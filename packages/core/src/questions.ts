import { indexModel, type Decision, type ObjectRef } from "@relata/model";
import {
  check,
  checkMany,
  expand,
  explain,
  listObjects,
  listSubjects,
  permissionsOf,
  withTuples,
  type CheckOutcome,
  type Expansion,
  type Explanation,
  type Graph,
  type Limits,
} from "@relata/resolver";
import type { Asking } from "./answerer.ts";
import type { Engine } from "./answers.ts";
import { toBatch, type CheckItem } from "./batch-input.ts";
import { toExpandQuestion, type ExpandInput } from "./expand-input.ts";
import { entriesOf, Listing } from "./listing.ts";
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
    const { model, present } = this.#engine;
    const question = toQuestion(indexModel(model), input, present);
    return this.#ask(input, (limits) => (graph) => explain(model, graph, question, limits));
  }

  /** Who has the permission on the object, as an algebra of sets: the expression of the model, with tuples at its leaves. */
  expand<const Q>(input: Fit<Q, ExpandForm<S, Q>>): Promise<Expansion>;
  async expand(input: ExpandInput): Promise<Expansion> {
    const { model, present } = this.#engine;
    const question = toExpandQuestion(indexModel(model), input, present);
    return this.#ask(input, (limits) => (graph) => expand(model, graph, question, limits));
  }

  /** The objects of a type on which the subject holds the permission. Complete; law: exactly what `check` grants. */
  listObjects<const Q>(input: Fit<Q, ListObjectsForm<S, Q>>): Listing<ObjectReference<S, Q>>;
  listObjects(input: ListObjectsInput): Listing {
    return new Listing(async () => {
      const { model, present } = this.#engine;
      const question = toObjectsQuestion(indexModel(model), input, present);
      return entriesOf(await this.#ask(input, (limits) => listObjects(model, question, limits)), question);
    });
  }

  /** The subjects of a type that hold the permission on the object. Complete; law: exactly what `check` grants. */
  listSubjects<const Q>(input: Fit<Q, ListSubjectsForm<S, Q>>): Listing<SubjectReference<S, Q>>;
  listSubjects(input: ListSubjectsInput): Listing {
    return new Listing(async () => {
      const { model, present } = this.#engine;
      const question = toSubjectsQuestion(indexModel(model), input, present);
      return entriesOf(await this.#ask(input, (limits) => listSubjects(model, question, limits)), question);
    });
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
    const { model, present } = this.#engine;
    const batch = toBatch(indexModel(model), items, given, present);
    return batch.complete(await this.#ask(given, (limits) => checkMany(model, batch.questions, limits)));
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
    const { model, present } = this.#engine;
    const question = toPermissionsQuestion(indexModel(model), subject, given, present);
    const held = await this.#ask(given, (limits) => permissionsOf(model, question, limits));
    return held.map(toPermissions);
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
    const { model, present } = this.#engine;
    const question = toPermissionsOn(indexModel(model), subject, object, given, present);
    return theOne(await this.#ask(given, (limits) => permissionsOf(model, question, limits)));
  }

  async #decide(input: CheckInput): Promise<Decision> {
    const { model, present } = this.#engine;
    const question = toQuestion(indexModel(model), input, present);
    return this.#ask(input, (limits) => (graph) => check(model, graph, question, limits));
  }

  /** The question, made anew for each snapshot, under the terms of its input. */
  async #ask<T>(input: TermsInput, make: (limits: Limits) => (graph: Graph) => T): Promise<T> {
    const terms = toTerms(this.#engine, input);
    return this.answer(() => withTuples(terms.tuples, make(terms.limits)), terms);
  }
}
