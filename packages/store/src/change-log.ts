import type { Instant, Json, ObjectRef, Tuple } from "@relata/model";
import type { ModelEntry } from "./model-history.ts";
import type { MaybePromise } from "./store.ts";
import type { ConsistencyToken } from "./token.ts";

/**
 * What was committed to a store, in one total order. Numbers grow; within one store of a database there are gaps, because
 * its neighbours are numbered in the same order.
 *
 * @throws Failure `store_unavailable`, `store_unreadable`, `closed` from every method but `listen`
 */
export interface ChangeLog {
  /**
   * Revisions after that number, oldest first: at least one where there is one, and no more once `limit` changes are in the
   * page, of which a revision without any counts as one. Law: what has been answered once is complete: no revision appears below it later.
   *
   * Cost: the changes that are answered. A revision is never split, so that one of a million changes is a page of a million.
   *
   * @throws Failure `snapshot_expired` where a revision of this store after that number has been forgotten;
   *   `invalid_question` for a limit that is no whole number from 1 on
   */
  revisions(after: number, limit: number): MaybePromise<LogPage>;

  /** The number of the newest revision of this store, counting every write acknowledged before the call; 0 for none. */
  newest(): MaybePromise<number>;

  /**
   * The number of the newest write that the token names.
   *
   * @throws Failure `invalid_consistency_token`, `token_not_reached`, `snapshot_expired`
   */
  numberOf(token: ConsistencyToken): MaybePromise<number>;

  /**
   * Where a write that was made through this store object stands, numbered at once if need be; undefined where only the log itself
   * can tell, as of what another process numbered. There only where it may cost less than to read the log. Never fails.
   */
  numberedWrite?(token: ConsistencyToken): Promise<NumberedWrite | undefined>;

  /**
   * Starts and ends of windows within `after < instant <= until`, by instant, of tuples that are live or were ended in a
   * revision that history still holds. At most `limit`, and then all that share the last instant.
   *
   * @throws Failure `invalid_question` for a limit that is no whole number from 1 on
   */
  edges(range: EdgeRange): MaybePromise<readonly WindowEdge[]>;

  /**
   * Calls `wake` whenever the log may have grown, whoever wrote; also in vain, and perhaps some time later than the write:
   * the adapter states its bound. Answers how to stop. Never throws, and never fails for good: it goes on trying.
   */
  listen(wake: () => void): () => void;
}

/** Where a write stands in the log of its store: nothing is between it and the one before. */
export interface NumberedWrite {
  readonly number: number;
  /** The number of the revision before it; 0 where it is the first. */
  readonly previous: number;
}

export interface LogPage {
  readonly revisions: readonly Revision[];
  /** Whether these are all that there are. */
  readonly isLast: boolean;
}

/** One committed write. A write that changed nothing is a revision without changes. */
export interface Revision {
  readonly number: number;
  readonly token: ConsistencyToken;
  /** Milliseconds since the epoch, by the clock of whoever wrote: it may step back from one revision to the next. */
  readonly at: number;
  /** In canonical order: tuples, attributes, the model. */
  readonly changes: readonly LogChange[];
}

/** What a revision changed: made where there is no `before`, ended where there is no `after`, else replaced. */
export type LogChange = TupleChange | ValueChange | ModelChange;

export interface TupleChange {
  readonly kind: "tuple";
  readonly before?: Tuple;
  readonly after?: Tuple;
}

export interface ValueChange {
  readonly kind: "attribute";
  readonly object: ObjectRef;
  readonly name: string;
  readonly before?: Json;
  readonly after?: Json;
}

export interface ModelChange {
  readonly kind: "model";
  readonly after: ModelEntry;
}

export interface EdgeRange {
  readonly after: Instant;
  readonly until: Instant;
  readonly limit: number;
}

/** The instant at which the window of a tuple opens or closes. */
export interface WindowEdge {
  readonly instant: Instant;
  readonly edge: "start" | "end";
  readonly tuple: Tuple;
  /** The revision that made the tuple. */
  readonly madeIn: number;
  /** The revision that ended it; none while it is live. */
  readonly endedIn?: number;
}
