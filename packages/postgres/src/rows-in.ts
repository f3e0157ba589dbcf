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
 * begins it, and for a state of the past an index search for each transaction of its rows.
 *
 * Why two queries for the past: rows that are live and rows that were ended are in indexes of their own. Why transactions
 * are looked up one by one: the planner would rather read all of them where it takes the rows for many.
 */
export function rowsIn(state: State, source: Source, columns: SQL, where: SQL, tail = sql``): SQL {
  const { table, way } = SOURCES[source];
  const queries = livesIn(state, way).map(
    (life) => sql`(
    select ${columns} from ${state.tables[table]} t
    where t.store = ${state.store} and ${where} and ${life} ${tail}
  )`,
  );
  return sql.join(queries, sql` union all `);
}

/** Conditions of rows, of which each row of the state meets one. A row whose end has no number yet is there still. */
function livesIn({ tables: { transactions }, at }: State, way: Way): readonly SQL[] {
  const endedIn = sql.raw("t.ended_in");
  if (at === undefined) return [isLive(way, endedIn)];
  const isMade = sql`(select m.number from ${transactions} m where m.id = t.made_in) <= ${at}::bigint`;
  const end = sql`(select e.number from ${transactions} e where e.id = t.ended_in)`;
  return [
    sql`${isLive(way, endedIn)} and ${isMade}`,
    sql`${isPast(way, endedIn)} and ${isMade} and coalesce(${end} > ${at}::bigint, true)`,
  ];
}
