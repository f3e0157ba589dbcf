import {
  Failure,
  indexModel,
  instantFromMs,
  type Decision,
  type Instant,
  type Model,
  type ObjectRef,
} from "@relata/model";
import { check, drive, explain, listObjects, listSubjects, type Explanation, type Limits } from "@relata/resolver";
import type { ConsistencyToken, Contents, Store, TransactionalStore, Written } from "@relata/store";
import { answerFrom, type Asking } from "./answerer.ts";
import { checkProviders, type AttributeProviders } from "./attribute-provider.ts";
import { Attributes } from "./attributes.ts";
import { toChanges, type WriteInput } from "./changes-input.ts";
import { InTransaction } from "./in-transaction.ts";
import { entriesOf, Listing } from "./listing.ts";
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
export class Relata {
  readonly model: Model;
  /** The attributes that are stored beside the tuples. */
  readonly attributes: Attributes;
  readonly #store: Store;
  readonly #provide: AttributeProviders;
  readonly #present: () => Instant;
  readonly #limits: Limits;
  readonly #maxViewTuples: number;

  constructor(options: RelataOptions) {
    const { model, store, clock = Date.now, budget, maxViewTuples = MAX_VIEW_TUPLES, provide = {} } = options;
    checkProviders(indexModel(model), provide);
    this.model = model;
    this.attributes = new Attributes(indexModel(model), store);
    this.#store = store;
    this.#provide = provide;
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
    return this.#answer(() => (graph) => check(this.model, graph, question, this.#limits));
  }

  /** The decision with its reason: the proof of what is allowed, what failed of what is denied. */
  async explain(input: CheckInput): Promise<Explanation> {
    const question = toQuestion(indexModel(this.model), input, this.#present);
    return this.#answer(() => (graph) => explain(this.model, graph, question, this.#limits));
  }

  /** The objects of a type on which the subject holds the permission. Complete; law: exactly what `check` grants. */
  listObjects(input: ListObjectsInput): Listing {
    return new Listing(async () => {
      const question = toObjectsQuestion(indexModel(this.model), input, this.#present);
      return entriesOf(await this.#answer(() => listObjects(this.model, question, this.#limits)), question);
    });
  }

  /** The subjects of a type that hold the permission on the object. Complete; law: exactly what `check` grants. */
  listSubjects(input: ListSubjectsInput): Listing {
    return new Listing(async () => {
      const question = toSubjectsQuestion(indexModel(this.model), input, this.#present);
      return entriesOf(await this.#answer(() => listSubjects(this.model, question, this.#limits)), question);
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
  in(transaction: unknown): InTransaction {
    if (!isTransactional(this.#store)) {
      throw new Failure("invalid_transaction", "this store has no transactions to share: SQLite stores in a file have");
    }
    return new InTransaction({
      model: this.model,
      store: this.#store.in(transaction),
      provide: this.#provide,
      present: this.#present,
      limits: this.#limits,
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

  /** Frees the store. A second call does nothing. */
  async close(): Promise<void> {
    await this.#store.close();
  }

  #answer<T>(asking: Asking<T>): Promise<T> {
    return answerFrom(this.#store, indexModel(this.model), this.#provide, asking);
  }
}

function isTransactional(store: Store): store is TransactionalStore<unknown> {
  return "in" in store && typeof store.in === "function";
}
