/** What may be forgotten. */
export interface CollectOptions {
  /** Milliseconds since the epoch: states that ended before it may go. */
  readonly before: number;
  /** Rows that one transaction deletes, so that no lock is held for long. Default: 1,000. */
  readonly batch?: number;
}

/** What was forgotten, of every store of the database. */
export interface Collected {
  readonly tuples: number;
  readonly attributes: number;
  readonly transactions: number;
  readonly idempotencyKeys: number;
  /**
   * The oldest number whose state can still be read exactly in every store, and from which on the log is whole. A store that
   * nothing was written to in between reads on from its own newest number: nothing of it was forgotten. It never falls.
   */
  readonly oldest: number;
}
