import { Failure, type Json } from "@relata/model";
import { checkLimit, formatCursor, parseCursor, type Page, type PageOptions } from "@relata/store";
import { sql, type SQL } from "drizzle-orm";
import type { Engine } from "./engine.ts";
import type { Scope, State } from "./state.ts";

/** A list that is given page by page, in an order of its own. */
export interface Listing<Row extends object, T> {
  /** What cursors say of it. */
  readonly list: Json;
  /** By these columns entries are ordered: in one state no two have the same text in all of them. */
  readonly order: readonly string[];
  readonly query: (state: State, range: Range) => SQL;
  readonly toEntry: (row: Row) => T;
  /** The text of those columns. */
  readonly placeOf: (entry: T) => readonly string[];
}

/** Which entries: a condition of the table called `t`, and what ends a query of them. */
export interface Range {
  readonly where: SQL;
  readonly tail: SQL;
}

/**
 * A page, of a state that has a number, so that the next pages are of the same; the first one chooses it.
 *
 * @throws Failure `invalid_question`, `invalid_cursor`, `snapshot_expired`
 */
export async function pageOf<Row extends object, T>(
  engine: Engine,
  scope: Scope,
  { list, order, query, toEntry, placeOf }: Listing<Row, T>,
  { limit, after, ...options }: PageOptions,
): Promise<{ readonly entries: readonly T[]; readonly page: Page }> {
  await engine.open();
  checkLimit(limit);
  const cursor = after === undefined ? undefined : parseCursor(after, list);
  const range = rangeOf(order, limit + 1, cursor?.last);
  const wish = cursor === undefined ? { ...options, isNumbered: true } : { at: cursor.number };
  const { value, token } = await engine.reading(scope, wish, async (session, state) => {
    // Why not kept: filters and limits come in many forms.
    const found = await session.rows<Row>(query(state, range), { keep: false });
    const entries = found.slice(0, limit).map(toEntry);
    const last = entries.at(-1);
    const hasMore = found.length > limit && last !== undefined && state.at !== undefined;
    const next = hasMore ? { next: formatCursor({ list, number: state.at, last: placeOf(last) }) } : {};
    return { entries, next };
  });
  return { entries: value.entries, page: { token, ...value.next } };
}

/**
 * So many entries, behind a place or from the beginning.
 *
 * @throws Failure `invalid_cursor` for what is no place in the order
 */
export function rangeOf(order: readonly string[], count: number, after?: Json): Range {
  // Why the number is in the text: the plan for a few rows is another than that for many.
  const tail = sql`order by ${columns(order)} limit ${sql.raw(String(count))}`;
  return { where: after === undefined ? sql`true` : beyond(order, after), tail };
}

const columns = (order: readonly string[]) => sql.raw(order.map((name) => `t.${name}`).join(", "));

function beyond(order: readonly string[], place: Json): SQL {
  const texts = Array.isArray(place) ? place.filter((text) => typeof text === "string" && !text.includes("\0")) : [];
  if (texts.length !== order.length) {
    throw new Failure("invalid_cursor", "the cursor is none that a page ended with: pass one on as it came");
  }
  const values = texts.map((text) => sql`${text}::text`);
  return sql`(${columns(order)}) > (${sql.join(values, sql`, `)})`;
}
