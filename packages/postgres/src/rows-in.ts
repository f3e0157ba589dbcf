import { sql, type SQL } from "drizzle-orm";
import { isLive, isPast, type Way } from "./life.ts";
import type { State } from "./state.ts";

/** The table, and the index by which its rows are looked up. */
export type Source = "attributes" | "tuples" | "tuples by sets" | "tuples by subject";

const SOURCES: Readonly<Record<Source, { readonly table: "tuples" | "attributes"; readonly way: Way }>> = {
  attributes: { table: "attributes", way: "key" },
  tuples: { table: "tuples", way: "key" },
  "tuples by sets": { table: "tuples", way: "sets" },
  "tuples by subject": { table: "tuples", way: "subject" },
};

/**
 * The rows of a state that meet the condition, as one query or several with `union all` between them. `columns` and `where`
 * name the table `t`; `tail`, such as an order and a limit, ends each of the queries. Cost: of the index, as far as `where`
 * begins it; and for a state of the past every row that it names and that was ended, with an index search for each
 * transaction of those.
 *
 * Why two queries for the past: rows that are live and rows that were ended are in indexes of their own. Why transactions
 * are looked up one by one: the planner would rather read all of them where it takes the rows for many.
 */
export function rowsIn(state: State, source: Source, columns: SQL, where: SQL, tail = sql``): SQL {
  const { tables, store, at } = state;
  const { table, way } = SOURCES[source];
  const rows = (life: SQL) => sql`(
    select ${columns} from ${tables[table]} t where t.store = ${store} and ${where} and ${life} ${tail}
  )`;
  const endedIn = sql.raw("t.ended_in");
  if (at === undefined) return rows(isLive(way, endedIn));
  // A row whose end has no number yet is there still.
  const end = sql`(select e.number from ${tables.transactions} e where e.id = t.ended_in)`;
  const isThereStill = sql`coalesce(${end} > ${at}::bigint, true)`;
  return sql`
    ${rows(sql`${isLive(way, endedIn)} and ${isMadeBy(state, at)}`)} union all
    ${rows(sql`${isPast(way, endedIn)} and ${isMadeBy(state, at)} and ${isThereStill}`)}`;
}

/**
 * The same, for a condition that may select much of the store. Cost for a state of the past: besides what is live, every row
 * that was ended since, as it is looked for by what ended it.
 */
export function manyRowsIn(state: State, source: Source, columns: SQL, where: SQL, tail = sql``): SQL {
  const { tables, store, at } = state;
  if (at === undefined) return rowsIn(state, source, columns, where, tail);
  const { table, way } = SOURCES[source];
  const { database, transactions } = tables;
  return sql`(
    select ${columns} from ${tables[table]} t
    where t.store = ${store} and ${where} and ${isLive(way, sql.raw("t.ended_in"))} and ${isMadeBy(state, at)} ${tail}
  ) union all (
    select ${columns} from (
      select e.id from ${transactions} e where e.store = ${store} and e.number > ${at}::bigint
      union all
      select e.id from ${transactions} e
      where e.store = ${store} and e.number is null and e.id > (select d.settled from ${database} d)
    ) e cross join lateral (
      select t.* from ${tables[table]} t where t.store = ${store} and t.ended_in = e.id offset 0
    ) t where ${where} and ${isMadeBy(state, at)} ${tail}
  )`;
}

function isMadeBy({ tables: { transactions } }: State, at: number): SQL {
  return sql`(select m.number from ${transactions} m where m.id = t.made_in) <= ${at}::bigint`;
}
