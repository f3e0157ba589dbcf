import type { Tuple } from "@relata/model";
import type { ReadOptions } from "./consistency.ts";
import type { ObjectAttributes } from "./store.ts";
import type { ConsistencyToken } from "./token.ts";

/** Opaque; it names the state that its pages are of, what they list, and where the next one begins. */
export type PageCursor = string & { readonly __cursor: unique symbol };

/**
 * `consistency` chooses the state of the first page. The next ones are of the same state, whatever is written meanwhile.
 *
 * @throws Failure `invalid_cursor` for a cursor of another list; `snapshot_expired` where history no longer reaches back;
 *   `invalid_question` for a limit that is no whole number from 1 on
 */
export interface PageOptions extends ReadOptions {
  /** Entries of a page, from 1 on. Only the last page holds fewer. */
  readonly limit: number;
  readonly after?: PageCursor;
}

/** What every page says. `next` is missing on the last; only the first can be empty. */
export interface Page {
  readonly token: ConsistencyToken;
  readonly next?: PageCursor;
}

/** In an order that stays the same, and is the adapter's own. */
export interface TuplePage extends Page {
  readonly tuples: readonly Tuple[];
}

/** In an order that stays the same, and is the adapter's own. */
export interface AttributePage extends Page {
  readonly attributes: readonly ObjectAttributes[];
}
