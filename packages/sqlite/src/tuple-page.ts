import { checkLimit, formatCursor, listOf, type PageOptions, type TupleFilter, type TuplePage } from "@relata/store";
import { sql, type SQL } from "drizzle-orm";
import { matching, type KeyColumn } from "./filter-conditions.ts";
import { fromEach, partsOf } from "./held.ts";
import { listOrder } from "./list-order.ts";
import { pageStart } from "./page-start.ts";
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
  const { databaseId, store, statements } = scope;
  const { index, columns: order } = listOrder(filter);
  const { tuples } = statements.tables;
  const list = [databaseId, listOf(store, filter)];
  const { state, last } = pageStart(scope, list, order.length, options);
  const isAfter =
    last === undefined ? sql`` : sql`and ${row(order.map(column))} > ${row(last.map((at) => sql`${at}`))}`;
  const selects = fromEach(
    partsOf(scope, state, filter),
    ({ isHeld, by }) => sql`select ${tupleColumns} from ${tuples} t ${by(tuples, index)}
      where ${matching(store, filter)} ${isAfter} and ${isHeld}`,
  );
  const inOrder = sql.join(order.map(place), sql`, `);
  // One more than asked for, which tells whether there is a next page.
  const rows = statements.connection.all(sql<TupleRow>`${selects} order by ${inOrder} limit ${options.limit + 1}`);
  const page = rows.slice(0, options.limit);
  const end = page.at(-1);
  return {
    tuples: page.map(toTuple),
    token: tokenOf(scope, state.number),
    ...(end !== undefined &&
      rows.length > page.length && {
        next: formatCursor({ list, number: state.number, last: order.map((name) => end[PARTS[name]]) }),
      }),
  };
}

const PARTS = {
  object_type: "objectType",
  object_id: "objectId",
  relation: "relation",
  subject_type: "subjectType",
  subject_id: "subjectId",
  subject_relation: "subjectRelation",
} as const satisfies Record<KeyColumn, keyof TupleRow>;

function column(name: KeyColumn): SQL {
  return sql.raw(`t.${name}`);
}

/** A column of what is selected, by its name there: several selects are put in order as one. */
function place(name: KeyColumn): SQL {
  return sql.raw(PARTS[name]);
}

function row(parts: readonly SQL[]): SQL {
  return sql`(${sql.join([...parts], sql`, `)})`;
}
