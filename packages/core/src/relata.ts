import {
  Failure,
  indexModel,
  instantFromMs,
  type Decision,
  type Instant,
  type Model,
  type ObjectRef,
} from "@relata/model";
import {
  check,
  drive,
  explain,
  listObjects,
  listSubjects,
  type Explanation,
  type Graph,
  type Limits,
} from "@relata/resolver";
import type { ConsistencyToken, Contents, ModelApplied, ModelEntry, Store, StoredModel, Written } from "@relata/store";
import { toChanges, type WriteInput } from "./changes-input.ts";
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
import { View } from "./view.ts";

/** What a permission engine is made of. */
export interface RelataOptions {
  readonly model: Model;
  readonly store: Store;
  /** Milliseconds since the epoch: the present, for questions that name no instant. */
  readonly clock?: () => number;
  /** Distinct nodes that one evaluation may visit: 100,000 unless given. */
  readonly budget?: number;
  /** The most tuples that a view may hold in memory: 1,000,000 unless given. */
  readonly maxViewTuples?: number;
}

const MAX_VIEW_TUPLES = 1_000_000;

/**
 * A model over a store: the whole of relata for an application. Every question is answered from one snapshot.
 *
 * @throws Failure from every method; the codes that any of them may have are `store_unavailable`, `store_unreadable`
 * and `closed`, and, of questions, `paradox`, `policy_failed` and `budget_exceeded`
 */
export class Relata {
  readonly model: Model;
  readonly #store: Store;
  readonly #clock: () => number;
  readonly #present: () => Instant;
  readonly #limits: Limits;
  readonly #maxViewTuples: number;

  constructor({ model, store, clock = Date.now, budget, maxViewTuples = MAX_VIEW_TUPLES }: RelataOptions) {
    this.model = model;
    this.#store = store;
    this.#clock = clock;
    this.#present = () => instantFromMs(clock());
    this.#limits = budget === undefined ? {} : { budget };
    this.#maxViewTuples = maxViewTuples;
  }

  /**
   * Writes tuples and attributes: all of them, or, with a failure, nothing.
   *
   * @throws Failure `invalid_tuple`, `not_admitted`, `unknown_type`, `unknown_relation`, `unknown_policy`,
   * `invalid_reference`, `invalid_attributes`, `tuple_exists`, `precondition_failed`
   */
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
  async can(
    subject: SubjectInput,
    permission: string,
    object: string | ObjectRef,
    given: Circumstances = {},
  ): Promise<boolean> {
    const { outcome } = await this.check({ ...given, subject, permission, object });
    return outcome === "allowed";
  }

  /** The decision: allowed, denied, or conditional with what is missing. An object, and so always truthy. */
  async check(input: CheckInput): Promise<Decision> {
    const question = toQuestion(indexModel(this.model), input, this.#present);
    return this.#read((graph) => check(this.model, graph, question, this.#limits));
  }

  /** The decision with its reason: the proof of what is allowed, what failed of what is denied. */
  async explain(input: CheckInput): Promise<Explanation> {
    const question = toQuestion(indexModel(this.model), input, this.#present);
    return this.#read((graph) => explain(this.model, graph, question, this.#limits));
  }

  /** The objects of a type on which the subject holds the permission. Complete; law: exactly what `check` grants. */
  listObjects(input: ListObjectsInput): Listing {
    return new Listing(async () => {
      const question = toObjectsQuestion(indexModel(this.model), input, this.#present);
      return entriesOf(await this.#read(listObjects(this.model, question, this.#limits)), question);
    });
  }

  /** The subjects of a type that hold the permission on the object. Complete; law: exactly what `check` grants. */
  listSubjects(input: ListSubjectsInput): Listing {
    return new Listing(async () => {
      const question = toSubjectsQuestion(indexModel(this.model), input, this.#present);
      return entriesOf(await this.#read(listSubjects(this.model, question, this.#limits)), question);
    });
  }

  /**
   * The latest snapshot, in memory. Cost: the whole store is read.
   *
   * @throws Failure `not_resident` where the store holds more tuples than a view may
   */
  async at(): Promise<View> {
    const contents = await this.contents();
    if (contents.tuples.length > this.#maxViewTuples) {
      const { length } = contents.tuples;
      throw new Failure(
        "not_resident",
        `the store holds ${length} tuples, and a view at most ${this.#maxViewTuples}: raise \`maxViewTuples\`, or ask the store`,
      );
    }
    return new View(this.model, contents, this.#present, this.#limits);
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

  async #read<T>(attempt: (graph: Graph) => T): Promise<T> {
    const { value } = await this.#store.read((ask) => drive(attempt, ask));
    return value;
  }
}
