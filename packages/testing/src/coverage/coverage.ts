import type { Place } from "../yaml/problem.ts";

/** What of a model a suite decides: the part of its items that some passing test would miss. */
export interface Coverage {
  readonly items: readonly CoveredItem[];
}

/**
 * Something of a model that a test can decide: a relation by its tuples, a permission, an operand of an expression, a
 * policy.
 */
export interface CoverageItem {
  readonly kind: "relation" | "permission" | "operand" | "policy";
  /** In words: "relation `owner` of `doc`", "`banned` in `read` of `doc`"; without a place also the whole expression. */
  readonly text: string;
  /** Where it stands in the model's files, if they are known. */
  readonly place?: Place;
}

/**
 * An item with the ways in which it could be wrong and no test would notice: "were it always true". It is decided where
 * there is none.
 */
export interface CoveredItem extends CoverageItem {
  readonly unnoticed: readonly string[];
}

/** Decided items of all, in percent; of nothing at all, everything is decided. */
export function percentOf({ items }: Coverage): number {
  const decided = items.filter(({ unnoticed }) => unnoticed.length === 0).length;
  return items.length === 0 ? 100 : (100 * decided) / items.length;
}
