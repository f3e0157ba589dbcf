import type { TupleFilter } from "@relata/store";
import { sql, type SQL } from "drizzle-orm";
import { matching, sourceOf } from "./filter.ts";
import { rowsIn } from "./rows-in.ts";
import type { Session } from "./session.ts";
import type { Scope } from "./state.ts";

interface Deletion {
  readonly transaction: number;
  readonly limit: number | undefined;
}

/**
 * Ends live tuples that match, in the transaction, at most as many as the limit; answers how many, and whether that was all.
 * One statement whatever their number.
 */
export async function deleteMatching(
  session: Session,
  scope: Scope,
  filter: TupleFilter,
  how: Deletion,
): Promise<{ readonly deleted: number; readonly isComplete: boolean }> {
  const query = deletionQuery(scope, filter, how);
  const [row] = await session.rows<{ found: string; deleted: string }>(query, { keep: false });
  return { deleted: Number(row?.deleted), isComplete: row?.found === row?.deleted };
}

/** Finds one more than the limit, by which is known whether that was all. */
export function deletionQuery(scope: Scope, filter: TupleFilter, { limit, transaction }: Deletion): SQL {
  const { tables, store } = scope;
  const most = (count: number | undefined) => (count === undefined ? sql`` : sql`limit ${sql.raw(String(count))}`);
  const found = rowsIn(
    scope,
    sourceOf(filter),
    sql.raw("t.id"),
    matching(filter),
    most(limit === undefined ? limit : limit + 1),
  );
  return sql`
  with found as materialized (${found}), ended as (
    update ${tables.tuples} set ended_in = ${transaction}::bigint
    where store = ${store} and id = any(array(select f.id from found f ${most(limit)})) returning 1
  )
  select (select count(*) from found) as found, (select count(*) from ended) as deleted`;
}
