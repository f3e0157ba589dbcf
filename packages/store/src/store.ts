import type { JsonObject, ObjectRef, SubjectRef, Tuple, TupleKey } from "@relata/model";
import type { Ask, Plan } from "@relata/resolver";
import type { ChangeLog } from "./change-log.ts";
import type { ReadOptions } from "./consistency.ts";
import type { Collected, CollectOptions } from "./garbage.ts";
import type { ModelHistory } from "./model-history.ts";
import type { AttributePage, PageOptions, TuplePage } from "./paging.ts";
import type { ScanBatch, ScanOptions } from "./scan.ts";
import type { Stores } from "./stores.ts";
import type { ConsistencyToken } from "./token.ts";

/** A value at once from a synchronous store, a promise of it from an asynchronous one. */
export type MaybePromise<T> = T | Promise<T>;

/**
 * Where tuples and attributes live, and the models that were applied to them. A store does not read models: it keeps what
 * it is given, and what may be written, or may stay, is judged above it.
 *
 * @throws Failure `store_unavailable`, `store_unreadable`, `closed` from every method
 */
export interface Store {
  /** Which of the stores of its database it is: `main`, or the name that it was opened by. */
  readonly name: string;

  /**
   * Runs a plan to its end in one snapshot. Cost: one round trip for each batch that the plan yields. What the plan
   * throws, the read throws. A plan reads: it does not call the store that runs it. A synchronous store hands the plan
   * `ask`, so that it need not yield at all.
   */
  read<T>(start: (ask?: Ask) => Plan<T>, options?: ReadOptions): MaybePromise<Read<T>>;

  /**
   * Applies every change or none, in one transaction, and makes a revision, also where nothing changed. A write that
   * fails makes none.
   *
   * @throws Failure `precondition_failed`; `tuple_exists` for a created tuple that is live; `idempotency_mismatch`;
   *   `invalid_tuple` and `invalid_attributes` for changes that `checkChanges` refuses
   */
  write(changes: Changes): MaybePromise<Written>;

  /**
   * Deletes the live tuples that match, at most `limit`, in one transaction; which ones, where there are more, is not said.
   * Makes a revision, also where nothing matched.
   *
   * @throws Failure `precondition_failed`; `invalid_question` for a limit that is no whole number from 1 on
   */
  deleteMatching(filter: TupleFilter, options?: DeleteOptions): MaybePromise<DeletedMatching>;

  /** All live tuples and attributes of one snapshot, tuples and objects in canonical order. */
  contents(options?: ReadOptions): MaybePromise<Contents>;

  /**
   * Everything that `contents` holds, once, in batches and in no order that is promised, whatever is written meanwhile: what a
   * graph in memory begins with. There is a batch at least; of an empty store an empty one. Whoever reads sets the pace, and
   * whoever breaks off has freed what the scan held.
   *
   * Cost: the state, never held as a whole but by a store in memory; the event loop is not blocked for longer than a batch.
   *
   * @throws Failure `snapshot_expired` also on the way, where history no longer reaches back; `invalid_question` for a batch that
   *   is no whole number from 1 on
   */
  scan(options?: ScanOptions): AsyncIterable<ScanBatch>;

  /** Live tuples that match, page by page of one state. Cost: of an index search where the filter begins an index. */
  tuples(filter: TupleFilter, options: PageOptions): MaybePromise<TuplePage>;

  /** Stored attributes, page by page of one state; `limit` counts objects. */
  attributes(options: PageOptions): MaybePromise<AttributePage>;

  /** How many live tuples match. */
  count(filter: TupleFilter, options?: ReadOptions): MaybePromise<Read<number>>;

  /** The models that were applied. */
  readonly models: ModelHistory;

  /** What was committed, in order. */
  readonly log: ChangeLog;

  /** The other stores of the same database. */
  readonly stores: Stores;

  /** Forgets history, of every store of the database, in small transactions. What is live stays. */
  collectGarbage(options: CollectOptions): MaybePromise<Collected>;

  /** How busy the way to the database is at this moment. Absent where no call waits for another. */
  readonly load?: StoreLoad | undefined;

  /** Frees what the store holds. A second call does nothing. */
  close(): MaybePromise<void>;
}

/** Connections to a database, and who waits for one. */
export interface StoreLoad {
  readonly busy: number;
  readonly free: number;
  /** Calls. */
  readonly waiting: number;
}

/**
 * A store that can also be used through a transaction that the application has open on the same database: a row of the
 * application and its tuple are then written together, or not at all.
 */
export interface TransactionalStore<Transaction, Inside = StoreInTransaction> extends Store {
  /** @throws Failure `invalid_transaction` */
  in(transaction: Transaction): Inside;
}

/**
 * What can be done in the application's transaction, at once, as its driver is synchronous. It neither commits nor rolls
 * back; a refused write leaves nothing behind, and the transaction usable. Tokens hold once the application commits.
 *
 * @throws Failure `invalid_transaction` from every method once the transaction is over
 */
export interface StoreInTransaction {
  readonly isAsync?: false;
  read<T>(start: (ask?: Ask) => Plan<T>): Read<T>;
  write(changes: Changes): Written;
  contents(): Contents;
}

/**
 * The same where the driver is asynchronous. A refused write leaves nothing behind, and the transaction usable; a
 * serialization failure or a deadlock is the driver's own error, and is the application's to try again.
 */
export interface AsyncStoreInTransaction {
  readonly isAsync: true;
  read<T>(start: (ask?: Ask) => Plan<T>): Promise<Read<T>>;
  write(changes: Changes): Promise<Written>;
  contents(): Promise<Contents>;
}

/** What a plan answered, and of which state it is true. */
export interface Read<T> {
  readonly value: T;
  /** The state that was read. */
  readonly token: ConsistencyToken;
}

/**
 * Empty lists may be left out. One key may stand in one list only, and once; one attribute of one object likewise. So
 * no outcome depends on an order, and an adapter may apply the lists in any.
 */
export interface Changes {
  /** Written whether or not a tuple of that key is live; a different policy or window replaces it. */
  readonly touch?: readonly Tuple[];
  /** Written only if no tuple of that key is live. */
  readonly create?: readonly Tuple[];
  /** Ended if live; the policy and window of the live tuple do not matter. */
  readonly delete?: readonly TupleKey[];
  readonly attributes?: readonly AttributeChange[];
  readonly preconditions?: readonly Precondition[];
  /**
   * Names this write, 1 to 256 characters: where a write of that name and the same changes was committed before, nothing is
   * written and its outcome answered once more; kept as long as history is. A write that failed leaves no name.
   */
  readonly idempotencyKey?: string;
}

export interface DeleteOptions {
  readonly preconditions?: readonly Precondition[];
  /** Default: all of them. */
  readonly limit?: number;
}

export interface DeletedMatching {
  readonly token: ConsistencyToken;
  readonly deleted: number;
  /** Whether none is left. */
  readonly isComplete: boolean;
}

/** New values of some attributes of one object, and names of attributes to remove. `null` is a value like another. */
export interface AttributeChange {
  readonly object: ObjectRef;
  readonly set?: JsonObject;
  readonly unset?: readonly string[];
}

/**
 * What must be so before the write, in the same transaction: some live tuple matches the filter, or none does. Parts are
 * compared as text: a tuple on `doc:*` does not match a filter for `doc:a`, nor a filter for `*` one on `doc:a`.
 */
export interface Precondition {
  readonly must: "match" | "not_match";
  readonly filter: TupleFilter;
}

/** Tuples with these parts; a part that is left out matches all. `subject.relation: null` matches plain subjects only. */
export interface TupleFilter {
  readonly object?: Partial<ObjectRef>;
  readonly relation?: string;
  readonly subject?: Partial<Omit<SubjectRef, "relation">> & { readonly relation?: string | null };
}

/** What a write did. A write that changed nothing counts nothing, and has a token all the same. */
export interface Written {
  readonly token: ConsistencyToken;
  /** Tuples that were made or replaced; a touch of an identical live tuple makes nothing. */
  readonly written: number;
  /** Tuples that were live and no longer are, replaced ones not counted. */
  readonly deleted: number;
  /** Whether this is the outcome of an earlier write of the same idempotency key. */
  readonly isRepeat: boolean;
}

/** A whole store at one moment: what an export, a test or a view in memory begins with. */
export interface Contents {
  readonly tuples: readonly Tuple[];
  readonly attributes: readonly ObjectAttributes[];
  readonly token: ConsistencyToken;
}

/** The stored attributes of one object. */
export interface ObjectAttributes {
  readonly object: ObjectRef;
  readonly values: JsonObject;
}
