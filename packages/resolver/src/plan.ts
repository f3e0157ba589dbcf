import type { Answer, Wanted } from "./graph.ts";

/**
 * A question that may need storage: a generator that yields everything it wants as one batch, and is resumed with the
 * answers in the same order. A store runs a plan to its end inside one snapshot: a synchronous store returns the value,
 * an asynchronous one a promise of it, and the plan cannot tell them apart.
 */
export type Plan<T> = Generator<readonly Wanted[], T, readonly Answer[]>;

/** How a synchronous store answers one question on the spot. A plan that is given it has no need to yield. */
export type Ask = (wanted: Wanted) => Answer;
