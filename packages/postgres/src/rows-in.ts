import { sql, type SQL } from "drizzle-orm";
import type { State } from "./state.ts";

/**
 * The rows of a state that meet the condition, as one query or several with `union all` between them. `columns` and `where`
 * name the table `t`; `tail`, such as an order and a limit, ends each of the queries. Cost: of the index that `where` begins,
 * and for a state of the past an index search for each transaction of its rows.
 *
 * Why two queries for the past: rows that are live and rows that were ended are in indexes of their own. Why transactions
 * are looked up one by one: the planner would rather read all of them where it takes the rows for many.
 */
export function rowsIn(state: State, table: "tuples" | "attributes", columns: SQL, where: SQL, tail = sql``): SQL {
  const { tables, store } = state;
  const queries = livesIn(state).map(
    (life) => sql`(
    select ${columns} from ${tables[table]} t where t.store = ${store} and ${where} and ${life} ${tail}
  )`,
  );
  return sql.join(queries, sql` union all `);
}

/** Conditions of rows, of which each row of the state meets one. A row whose end has no number yet is there still. */
function livesIn({ tables: { transactions }, at }: State): readonly SQL[] {
  if (at === undefined) return [sql`t.ended_in is null`];
  const isMade = sql`(select m.number from ${transactions} m where m.id = t.made_in) <= ${at}::bigint`;
  const end = sql`(select e.number from ${transactions} e where e.id = t.ended_in)`;
  return [
    sql`t.ended_in is null and ${isMade}`,
    sql`t.ended_in is not null and ${isMade} and coalesce(${end} > ${at}::bigint, true)`,
  ];
}
