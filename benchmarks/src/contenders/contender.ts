/** A question as callers have it, in text, and its answer. */
export interface Asked {
  /** What it hangs on. */
  readonly kind: string;
  readonly subject: string;
  readonly permission: string;
  readonly object: string;
  readonly allowed: boolean;
}

/** An engine that holds one world, and is asked. */
export interface Contender<Q extends Asked = Asked> {
  readonly name: string;
  /**
   * Makes questions ready, as a caller may once, and gives what asks them one after the other and counts those that are allowed: so
   * that nothing else is timed.
   */
  readonly block: (questions: readonly Q[]) => () => number | Promise<number>;
  readonly close?: () => void | Promise<void>;
}
