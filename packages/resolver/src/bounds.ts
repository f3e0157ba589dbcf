import { and, FALSE, not, or, TRUE, UNKNOWN, type Truth } from "@relata/model";

/**
 * What is known of a truth while a component is being settled: it lies between `low` and `high`. A settled node where
 * the two differ is a paradox. There is one object for each pair, so bounds are compared by identity.
 */
export interface Bounds {
  readonly low: Truth;
  readonly high: Truth;
}

const TRUTHS = [FALSE, UNKNOWN, TRUE] as const;

const TABLE: readonly Bounds[] = TRUTHS.flatMap((low) => TRUTHS.map((high) => Object.freeze({ low, high })));

export function bounds(low: Truth, high: Truth): Bounds {
  return TABLE[low * 3 + high] as Bounds;
}

export const NO = bounds(FALSE, FALSE);
export const YES = bounds(TRUE, TRUE);
/** Nothing is known: the value of a node that is still open, and of what a graph has yet to load. */
export const UNDECIDED = bounds(FALSE, TRUE);

export function exactly(truth: Truth): Bounds {
  return bounds(truth, truth);
}

export function isDecided({ low, high }: Bounds): boolean {
  return low === high;
}

export function either(a: Bounds, b: Bounds): Bounds {
  return bounds(or(a.low, b.low), or(a.high, b.high));
}

export function both(a: Bounds, b: Bounds): Bounds {
  return bounds(and(a.low, b.low), and(a.high, b.high));
}

/** `a − b` = `a ∧ ¬b`: the lower bound of the one takes the upper bound of the other. */
export function minus(a: Bounds, b: Bounds): Bounds {
  return bounds(and(a.low, not(b.high)), and(a.high, not(b.low)));
}
