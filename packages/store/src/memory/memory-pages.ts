import { Failure, type Json } from "@relata/model";
import { checkLimit } from "../check-limit.ts";
import { formatCursor, parseCursor } from "../cursor.ts";
import type { Page, PageCursor, PageOptions } from "../paging.ts";
import { tokenNotReached } from "../refusals.ts";
import type { MemoryDatabase } from "./memory-database.ts";
import type { MemoryState } from "./memory-state.ts";

/** What is listed: its name in cursors, and all of it in one state, in an order that is the state's. */
export interface Listing<T> {
  readonly store: string;
  readonly list: Json;
  readonly all: (state: MemoryState) => readonly T[];
}

/** The entries of one page. A place is a position in the list: the list of one state is always the same. */
export function pageOf<T>(
  database: MemoryDatabase,
  { store, list, all }: Listing<T>,
  { limit, after, consistency }: PageOptions,
): { readonly entries: readonly T[]; readonly page: Page } {
  const tenant = database.tenant(store);
  checkLimit(limit);
  const number = after === undefined ? database.resolve(store, consistency) : parseCursor(after, list).number;
  if (number > database.newest) throw tokenNotReached(0);
  const first = after === undefined ? 0 : placeOf(after, list);
  const entries = all(tenant.at(number));
  const last = first + limit;
  const page = {
    token: database.token(number),
    ...(last < entries.length && { next: formatCursor({ list, number, last }) }),
  };
  return { entries: entries.slice(first, last), page };
}

function placeOf(cursor: PageCursor, list: Json): number {
  const { last } = parseCursor(cursor, list);
  if (typeof last === "number" && Number.isSafeInteger(last) && last >= 0) return last;
  throw new Failure("invalid_cursor", "the cursor is none that a page ended with: pass one on as it came");
}
