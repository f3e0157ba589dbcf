import { Failure, type Json } from "@relata/model";
import { parseCursor, type PageOptions } from "@relata/store";
import type { Scope } from "./scope.ts";
import { stateAt, stateFor, type State } from "./states.ts";

/** Of which state a page is, and the place of the last entry of the page before it: its columns, in the order of the list. */
export interface PageStart {
  readonly state: State;
  readonly last?: readonly string[];
}

/**
 * Where a page of the list begins. `columns` is how many make a place in it.
 *
 * @throws Failure `invalid_cursor`, `invalid_consistency_token`, `snapshot_expired`
 */
export function pageStart(scope: Scope, list: Json, columns: number, { after, consistency }: PageOptions): PageStart {
  if (after === undefined) return { state: stateFor(scope, consistency) };
  const { number, last } = parseCursor(after, list);
  if (!isPlace(last, columns)) {
    throw new Failure("invalid_cursor", "the cursor is none that a page ended with: pass one on as it came");
  }
  return { state: stateAt(scope, number), last };
}

function isPlace(last: Json, columns: number): last is readonly string[] {
  return Array.isArray(last) && last.length === columns && last.every((part) => typeof part === "string");
}
