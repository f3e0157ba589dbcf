import type { Tuple } from "@relata/model";
import type { ReadOptions } from "./consistency.ts";
import type { ObjectAttributes } from "./store.ts";
import type { ConsistencyToken } from "./token.ts";

/** How many tuples, or objects with attributes, a batch holds at the most, unless it is said otherwise. */
export const SCAN_BATCH = 10_000;

export interface ScanOptions extends ReadOptions {
  /** Tuples, or objects with attributes, of a batch, at the most. Default: 10,000. */
  readonly batch?: number;
}

/** Some of what a store holds in one state. Every batch of a scan says of which. */
export interface ScanBatch {
  readonly tuples: readonly Tuple[];
  readonly attributes: readonly ObjectAttributes[];
  readonly token: ConsistencyToken;
  /** The number of that state: what came later is told by the revisions after it. */
  readonly number: number;
}
