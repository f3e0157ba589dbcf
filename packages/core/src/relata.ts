import { Failure, indexModel, instantFromMs, type Decision, type Instant, type ObjectRef } from "@relata/model";
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
import type { ConsistencyToken, Contents, Store, Written } from "@relata/store";
import { toChanges, type WriteInput } from "./changes-input.ts";
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
  readonly #store: Store;
  readonly #present: () => Instant;
  readonly #limits: Limits;
  readonly #maxViewTuples: number;

  constructor({ model, store, clock = Date.now, budget, maxViewTuples = MAX_VIEW_TUPLES }: RelataOptions<S>) {
    this.model = model;
    this.#store = store;
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
    const question = toQuestion(indexModel(this.model), input, this.#present);
    return this.#read((graph) => explain(this.model, graph, question, this.#limits));
  }

  /** The objects of a type on which the subject holds the permission. Complete; law: exactly what `check` grants. */
  listObjects<const Q>(input: Fit<Q, ListObjectsForm<S, Q>>): Listing<ObjectReference<S, Q>>;
  listObjects(input: ListObjectsInput): Listing {
    return new Listing(async () => {
      const question = toObjectsQuestion(indexModel(this.model), input, this.#present);
      return entriesOf(await this.#read(listObjects(this.model, question, this.#limits)), question);
    });
  }

  /** The subjects of a type that hold the permission on the object. Complete; law: exactly what `check` grants. */
  listSubjects<const Q>(input: Fit<Q, ListSubjectsForm<S, Q>>): Listing<SubjectReference<S, Q>>;
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
  async at(): Promise<View<S>> {
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

  async #decide(input: CheckInput): Promise<Decision> {
    const question = toQuestion(indexModel(this.model), input, this.#present);
    return this.#read((graph) => check(this.model, graph, question, this.#limits));
  }

  async #read<T>(attempt: (graph: Graph) => T): Promise<T> {
    const { value } = await this.#store.read((ask) => drive(attempt, ask));
    return value;
  }
}
