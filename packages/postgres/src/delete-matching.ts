import type { TupleFilter } from "@relata/store";
import { sql } from "drizzle-orm";
import { matching } from "./filter.ts";
import { rowsIn } from "./rows-in.ts";
import type { Session } from "./session.ts";
import type { Scope } from "./state.ts";

/**
 * Ends live tuples that match, in the transaction, at most as many as the limit; answers how many, and whether that was all.
 * One statement whatever their number.
 */
export async function deleteMatching(
  session: Session,
  scope: Scope,
  filter: TupleFilter,
  { limit, transaction }: { readonly limit: number | undefined; readonly transaction: number },
): Promise<{ readonly deleted: number; readonly isComplete: boolean }> {
  const { tables, store } = scope;
  const [one, most] =
    limit === undefined ? [sql``, sql``] : [sql`limit ${limit + 1}::bigint`, sql`limit ${limit}::bigint`];
  const [row] = await session.rows<{ found: string; deleted: string }>(
    sql`
    with found as materialized (
      ${rowsIn(scope, "tuples", sql.raw("t.id"), matching(filter), one)}
    ), ended as (
      update ${tables.tuples} set ended_in = ${transaction}::bigint
      where store = ${store} and id = any(array(select f.id from found f ${most})) returning 1
    )
    select (select count(*) from found) as found, (select count(*) from ended) as deleted`,
    { keep: false },
  );
  const [found, deleted] = [Number(row?.found), Number(row?.deleted)];
  return { deleted, isComplete: found === deleted };
}
