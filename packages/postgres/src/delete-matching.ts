import type { TupleFilter } from "@relata/store";
import { sql, type SQL } from "drizzle-orm";
import { orderOf, tuplesMatching } from "./tuples-matching.ts";
import { rangeOf } from "./page-of.ts";
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

/**
 * Finds one more than the limit, by which is known whether that was all.
 *
 * Why in order: a part is then the first part of an index, and none that is looked for in the whole table.
 */
export function deletionQuery(scope: Scope, filter: TupleFilter, { limit, transaction }: Deletion): SQL {
  const { tables, store } = scope;
  const found = (tail: SQL) => tuplesMatching(scope, filter, sql.raw("t.id"), sql`true`, tail);
  const [all, part] =
    limit === undefined
      ? [found(sql``), sql``]
      : [found(rangeOf(orderOf(filter), limit + 1).tail), sql.raw(`limit ${limit}`)];
  return sql`
  with found as materialized (${all}), ended as (
    update ${tables.tuples} set ended_in = ${transaction}::bigint
    where store = ${store} and id = any(array(select f.id from found f ${part})) returning 1
  )
  select (select count(*) from found) as found, (select count(*) from ended) as deleted`;
}
