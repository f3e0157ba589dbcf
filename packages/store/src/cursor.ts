import { canonicalJson, Failure, type Json } from "@relata/model";
import type { PageCursor } from "./paging.ts";
import type { TupleFilter } from "./store.ts";

/** What a cursor holds. */
export interface CursorParts {
  /** What is listed, as JSON: the store, and the filter. A cursor is refused for another list. */
  readonly list: Json;
  /** The number of the state that the pages are of. */
  readonly number: number;
  /** The place of the last entry of the page before, in whatever order the adapter lists. */
  readonly last: Json;
}

/** What is listed, for a cursor: the tuples of a store that match the filter, or without one its attributes. */
export function listOf(store: string, filter?: TupleFilter): Json {
  return [store, filter === undefined ? null : (JSON.parse(JSON.stringify(filter)) as Json)];
}

/** Text that may stand in a URL. */
export function formatCursor({ list, number, last }: CursorParts): PageCursor {
  return encodeURIComponent(JSON.stringify([number, last, list])) as PageCursor;
}

/** @throws Failure `invalid_cursor` for text that is no cursor, or one of another list */
export function parseCursor(cursor: PageCursor, list: Json): CursorParts {
  const value = decoded(cursor);
  if (!Array.isArray(value) || value.length !== 3) {
    throw new Failure("invalid_cursor", "the cursor is none that a page ended with: pass one on as it came");
  }
  const [number, last = null, of = null] = value as readonly Json[];
  if (
    typeof number !== "number" ||
    !Number.isSafeInteger(number) ||
    number < 0 ||
    canonicalJson(of) !== canonicalJson(list)
  ) {
    throw new Failure("invalid_cursor", "the cursor is of another list: begin this one without a cursor");
  }
  return { list, number, last };
}

function decoded(cursor: string): unknown {
  try {
    return JSON.parse(decodeURIComponent(cursor));
  } catch {
    return undefined;
  }
}
