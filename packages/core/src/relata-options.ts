import { instantFromMs } from "@relata/model";
import type { Store } from "@relata/store";
import type { AttributeProviders } from "./attribute-provider.ts";
import type { HistoryOptions } from "./collector.ts";
import type { Engine } from "./engine.ts";
import type { Observers } from "./observing/observers.ts";
import { toDeadline } from "./patience.ts";
import type { ResidentOptions } from "./resident/resident-options.ts";
import { toBudget } from "./terms.ts";
import type { Schema, TypedModel } from "./typed/schema.ts";

/** What a permission engine is made of. */
export interface RelataOptions<S extends Schema = Schema, Db extends Store = Store> {
  readonly model: TypedModel<S>;
  readonly store: Db;
  /** Milliseconds since the epoch: the present, for questions that name no instant. */
  readonly clock?: () => number;
  /** Distinct nodes that one evaluation may visit, for questions that say nothing of it: 100,000 unless given. */
  readonly budget?: number;
  /** Milliseconds that one question may take, for questions that say nothing of it: no end unless given. */
  readonly deadlineMs?: number;
  /** The most tuples that a view may hold in memory: 1,000,000 unless given. */
  readonly maxViewTuples?: number;
  /** What the application knows of its objects, by their type: stored attributes win over it, and it over a request. */
  readonly provide?: AttributeProviders;
  /** How much history is kept: seven days unless given. */
  readonly history?: HistoryOptions;
  /**
   * Whether the store is held in memory, as far as it fits, and questions are answered from there: no, unless given. It is read in the
   * background, and kept exact by the log; no answer depends on it.
   */
  readonly resident?: boolean | ResidentOptions;
}

/** @throws Failure `invalid_question` */
export function toEngine({ model, clock = Date.now, budget, deadlineMs }: RelataOptions, observers: Observers): Engine {
  return {
    observers,
    model,
    present: () => instantFromMs(clock()),
    limits: budget === undefined ? {} : { budget: toBudget(budget) },
    ...(deadlineMs !== undefined && { deadlineMs: toDeadline(deadlineMs) }),
  };
}
