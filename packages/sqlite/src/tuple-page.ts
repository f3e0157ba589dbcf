import type { Tuple } from "@relata/model";
import { checkLimit, formatCursor, listOf, type PageOptions, type TupleFilter, type TuplePage } from "@relata/store";
import { sql, type SQL } from "drizzle-orm";
import { KEY, matching, type KeyColumn } from "./filter-conditions.ts";
import { fromEach, partsOf } from "./held.ts";
import { listOrder } from "./list-order.ts";
import { pageStart, type PageStart } from "./page-start.ts";
import type { Scope } from "./scope.ts";
import { tokenOf } from "./states.ts";
import { toTuple, tupleColumns, type TupleRow } from "./tuple-row.ts";

/**
 * One page of the tuples that match. Cost: an index search for what the filter names and the place of the page before, and
 * then the page; where the filter begins no index, a walk over the tuples of the store.
 *
 * @throws Failure `invalid_question` for a limit that is none; `invalid_cursor`, `invalid_consistency_token`, `snapshot_expired`
 */
export function tuplePage(scope: Scope, filter: TupleFilter, options: PageOptions): TuplePage {
  checkLimit(options.limit);
  const list = [scope.databaseId, listOf(scope.store, filter)];
  const start = pageStart(scope, list, listOrder(filter).columns.length, options);
  const { number } = start.state;
  const { tuples, last } = tuplesAfter(scope, filter, start, options.limit);
  return {
    tuples,
    token: tokenOf(scope, number),
    ...(last !== undefined && { next: formatCursor({ list, number, last }) }),
  };
}

/** So many of the tuples that match, and the place of the last of them where there are more. */
export function tuplesAfter(
  scope: Scope,
  filter: TupleFilter,
  { state, last }: PageStart,
  limit: number,
): { readonly tuples: readonly Tuple[]; readonly last?: readonly string[] } {
  const { connection, tables } = scope.statements;
  const { index, columns: order } = listOrder(filter);
  const isAfter =
    last === undefined ? sql`` : sql`and ${row(order.map(column))} > ${row(last.map((at) => sql`${at}`))}`;
  const selects = fromEach(
    partsOf(scope, state, filter),
    ({ isHeld, by }) => sql`select ${tupleColumns} from ${tables.tuples} t ${by(tables.tuples, index)}
      where ${matching(scope.store, filter)} ${isAfter} and ${isHeld}`,
  );
  const inOrder = sql.raw(order.join(", "));
  // One more than asked for, which tells whether there is a next page.
  const rows = connection.allLists(sql<TupleRow>`${selects} order by ${inOrder} limit ${limit + 1}`);
  const page = rows.slice(0, limit);
  const end = page.at(-1);
  return {
    tuples: page.map(toTuple),
    ...(end !== undefined && rows.length > limit && { last: order.map((name) => partOf(end, name)) }),
  };
}

/** A key stands first in its row. */
function partOf(row: TupleRow, name: KeyColumn): string {
  return row[KEY.indexOf(name)] ?? "";
}

function column(name: KeyColumn): SQL {
  return sql.raw(`t.${name}`);
}

function row(parts: readonly SQL[]): SQL {
  return sql`(${sql.join([...parts], sql`, `)})`;
}
