import type { Model } from "@relata/model";
import type { Judge, Stranded } from "./judge.ts";
import type { MaybePromise } from "./store.ts";
import type { ConsistencyToken } from "./token.ts";

/**
 * The models that were applied to a store, numbered from 1. The last one is the applied model; going back is applying an
 * older one again, under a new number. Nothing is ever taken out.
 *
 * @throws Failure `store_unavailable`, `store_unreadable`, `closed` from every method
 */
export interface ModelHistory {
  /**
   * What the judge does not let stay, in one snapshot; nothing is changed. Cost: the number of kinds, and a walk over
   * those of which it judges each value. Never more of the store in memory than what is answered.
   */
  judge(judge: Judge): MaybePromise<Stranded>;

  /**
   * Judges what is live and records the model, in one transaction, so that no write comes between the two. A model with
   * the hash of the applied one is not recorded again, but judged all the same.
   *
   * @throws Failure `tuples_stranded` where anything may not stay and is not to be deleted; `precondition_failed` where
   *   another model than `after` is the applied one; nothing is then changed
   */
  apply(model: NewModel, judge: Judge, options?: ApplyOptions): MaybePromise<ModelApplied>;

  /** Every model that was applied, without the models themselves; by number. */
  list(): MaybePromise<readonly ModelEntry[]>;

  /** The applied model, or the one of that number; undefined where there is none. */
  get(number?: number): MaybePromise<StoredModel | undefined>;
}

/** A model to be recorded. */
export interface NewModel {
  readonly model: Model;
  /** Tells models apart: equal models have equal hashes. */
  readonly hash: string;
  /** Milliseconds since the epoch: the store has no clock for this. */
  readonly at: number;
  /** The model as a person wrote it, with its comments. */
  readonly text?: string;
  /** Who applied it, or what for. */
  readonly message?: string;
}

export interface ApplyOptions {
  /** Deletes what may not stay, in the same transaction. */
  readonly deleteStranded?: boolean;
  /** The number of the model that must be the applied one; 0 for none. */
  readonly after?: number;
}

/** A model that was applied. */
export interface ModelEntry {
  readonly number: number;
  readonly at: number;
  readonly hash: string;
  readonly message?: string;
}

export interface StoredModel extends ModelEntry {
  readonly model: Model;
  readonly text?: string;
}

/** What applying a model did. */
export interface ModelApplied {
  readonly entry: ModelEntry;
  /** Whether the model is a new entry; false where it was the applied one before. */
  readonly recorded: boolean;
  /** What was deleted. */
  readonly deleted: Stranded;
  readonly token: ConsistencyToken;
}
