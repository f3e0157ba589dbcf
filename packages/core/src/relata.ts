import { Failure, indexModel, instantFromMs, type Decision, type Model, type ObjectRef } from "@relata/model";
import { check, drive, explain, listObjects, listSubjects, type Explanation } from "@relata/resolver";
import type { ConsistencyToken, Contents, ModelApplied, ModelEntry, Store, StoredModel, Written } from "@relata/store";
import { answerFrom, type Asking } from "./answerer.ts";
import type { Engine } from "./answers.ts";
import { checkProviders, type AttributeProviders } from "./attribute-provider.ts";
import { Attributes } from "./attributes.ts";
import { toChanges, type WriteInput } from "./changes-input.ts";
import { InTransaction, storeIn } from "./in-transaction.ts";
import { entriesOf, Listing } from "./listing.ts";
import { applyModel, planModel, type ApplyModelOptions, type ModelPlan } from "./models/model-plan.ts";
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
import type { Schema, TypedModel } from "./typed/schema.ts";
import type { SubjectForm } from "./typed/subject-input.ts";
import type { WriteForm } from "./typed/write-form.ts";
import { View } from "./view.ts";

/** What a permission engine is made of. */
export interface RelataOptions<S extends Schema = Schema> {
  readonly model: TypedModel<S>;
  readonly store: Store;
  /** Milliseconds since the epoch: the present, for questions that name no instant. */
  readonly clock?: () => number;
  /** Distinct nodes that one evaluation may visit: 100,000 unless given. */
  readonly budget?: number;
  /** The most tuples that a view may hold in memory: 1,000,000 unless given. */
  readonly maxViewTuples?: number;
  /** What the application knows of its objects, by their type: stored attributes win over it, and it over a request. */
  readonly provide?: AttributeProviders;
}

const MAX_VIEW_TUPLES = 1_000_000;

/**
 * A model over a store: the whole of relata for an application. Every question is answered from one snapshot.
 *
 * @throws Failure from every method; the codes that any of them may have are `store_unavailable`, `store_unreadable`
 * and `closed`, and, of questions, `paradox`, `policy_failed` and `budget_exceeded`
 */
export class Relata<S extends Schema = Schema> {
  readonly model: TypedModel<S>;
  /** The attributes that are stored beside the tuples. */
  readonly attributes: Attributes<S>;
  readonly #store: Store;
  readonly #clock: () => number;
  readonly #provide: AttributeProviders;
  readonly #engine: Engine;
  readonly #maxViewTuples: number;

  constructor(options: RelataOptions<S>) {
    const { model, store, clock = Date.now, budget, maxViewTuples = MAX_VIEW_TUPLES, provide = {} } = options;
    checkProviders(indexModel(model), provide);
    this.model = model;
    this.attributes = new Attributes(indexModel(model), store);
    this.#store = store;
    this.#clock = clock;
    this.#provide = provide;
    const limits = budget === undefined ? {} : { budget };
    this.#engine = { model, present: () => instantFromMs(clock()), limits };
    this.#maxViewTuples = maxViewTuples;
  }

  /**
   * Writes tuples and attributes: all of them, or, with a failure, nothing.
   *
   * @throws Failure `invalid_tuple`, `not_admitted`, `unknown_type`, `unknown_relation`, `unknown_policy`,
   * `invalid_reference`, `invalid_attributes`, `tuple_exists`, `precondition_failed`
   */
  write<const W>(input: Fit<W, WriteForm<S, W>>): Promise<Written>;
  async write(input: WriteInput): Promise<Written> {
    return this.#store.write(toChanges(indexModel(this.model), input));
  }

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
    const question = toQuestion(indexModel(this.model), input, this.#engine.present);
    return this.#answer(() => (graph) => explain(this.model, graph, question, this.#engine.limits));
  }

  /** The objects of a type on which the subject holds the permission. Complete; law: exactly what `check` grants. */
  listObjects<const Q>(input: Fit<Q, ListObjectsForm<S, Q>>): Listing<ObjectReference<S, Q>>;
  listObjects(input: ListObjectsInput): Listing {
    return new Listing(async () => {
      const question = toObjectsQuestion(indexModel(this.model), input, this.#engine.present);
      return entriesOf(await this.#answer(() => listObjects(this.model, question, this.#engine.limits)), question);
    });
  }

  /** The subjects of a type that hold the permission on the object. Complete; law: exactly what `check` grants. */
  listSubjects<const Q>(input: Fit<Q, ListSubjectsForm<S, Q>>): Listing<SubjectReference<S, Q>>;
  listSubjects(input: ListSubjectsInput): Listing {
    return new Listing(async () => {
      const question = toSubjectsQuestion(indexModel(this.model), input, this.#engine.present);
      return entriesOf(await this.#answer(() => listSubjects(this.model, question, this.#engine.limits)), question);
    });
  }

  /**
   * The same engine through a transaction that the application has open on the store's database. Everything it answers
   * it answers at once, and sees what the transaction wrote; what it writes is there when the application commits.
   *
   * ```ts
   * db.transaction((tx) => {
   *   tx.insert(documents).values({ id: "readme" }).run();
   *   relata.in(tx).write(["document:readme#owner@user:ann"]);
   * });
   * ```
   *
   * @throws Failure `invalid_transaction`
   */
  in(transaction: object): InTransaction<S> {
    return new InTransaction(this.#engine, this.#provide, storeIn(this.#store, transaction));
  }

  /**
   * The latest snapshot, in memory. Cost: the whole store is read.
   *
   * @throws Failure `not_resident` where the store holds more tuples than a view may
   */
  async at(): Promise<View<S>> {
    const contents = await this.contents();
    if (contents.tuples.length > this.#maxViewTuples) {
      const { length } = contents.tuples;
      throw new Failure(
        "not_resident",
        `the store holds ${length} tuples, and a view at most ${this.#maxViewTuples}: raise \`maxViewTuples\`, or ask the store`,
      );
    }
    return new View(this.#engine, this.#provide, contents);
  }

  /** Everything that is live in the store, in canonical order: what an export writes. */
  async contents(): Promise<Contents> {
    return this.#store.contents();
  }

  /**
   * The newest state of the store: what a read now is at least as fresh as. Cost: one round trip, and no tuple is read,
   * so that it also tells whether the store answers.
   */
  async token(): Promise<ConsistencyToken> {
    const { token } = await this.#store.read(() => drive(() => undefined));
    return token;
  }

  /**
   * What applying the model to the store would do: the dry run of `apply`. Nothing is changed.
   *
   * @throws Failure `invalid_model`
   */
  async plan(model: Model): Promise<ModelPlan> {
    return planModel(this.#store, model);
  }

  /**
   * Records the model as the store's applied one, judged in the same transaction. This engine goes on answering under the
   * model that it was made with: the applied model is a record, and binds nobody. Whoever wants to be bound makes the
   * engine with `appliedModel`.
   *
   * @throws Failure `tuples_stranded` with counts and examples in `details`, `precondition_failed`, `invalid_model`
   */
  async apply(model: Model, options: ApplyModelOptions = {}): Promise<ModelApplied> {
    return applyModel(this.#store, model, this.#clock(), options);
  }

  /** Every model that was applied to the store, oldest first, without the models themselves. */
  async models(): Promise<readonly ModelEntry[]> {
    return this.#store.models.list();
  }

  /** The applied model, or the one of that number, with its text; undefined where there is none. */
  async appliedModel(number?: number): Promise<StoredModel | undefined> {
    return this.#store.models.get(number);
  }

  /** Frees the store. A second call does nothing. */
  async close(): Promise<void> {
    await this.#store.close();
  }

  async #decide(input: CheckInput): Promise<Decision> {
    const question = toQuestion(indexModel(this.model), input, this.#engine.present);
    return this.#answer(() => (graph) => check(this.model, graph, question, this.#engine.limits));
  }

  #answer<T>(asking: Asking<T>): Promise<T> {
    return answerFrom(this.#store, indexModel(this.model), this.#provide, asking);
  }
}
