/** The most that one request may ask for. Each error that one of them causes states it. */
export interface RequestLimits {
  /** Questions of a batch: 10,000 unless given. */
  readonly batchItems: number;
  /** Entries of a page: 1,000 unless given. */
  readonly pageEntries: number;
  /** Changes of a write: 1,000 unless given. */
  readonly writeChanges: number;
  /** Milliseconds that a question may take, and does where it says nothing of it: 10,000 unless given. */
  readonly deadlineMs: number;
  /** Distinct nodes that an evaluation may visit: 100,000 unless given. */
  readonly budget: number;
}

/** Of the body of a request, unless given. */
export const MAX_BODY_BYTES = 1_048_576;

export const REQUEST_LIMITS: RequestLimits = {
  batchItems: 10_000,
  pageEntries: 1_000,
  writeChanges: 1_000,
  deadlineMs: 10_000,
  budget: 100_000,
};
