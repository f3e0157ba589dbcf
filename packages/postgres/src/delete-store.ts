import { sql } from "drizzle-orm";
import type { Session } from "./session.ts";
import type { Scope } from "./state.ts";

/**
 * Deletes every row of the store; false where there was none. The caller keeps every other write out. Cost: its rows.
 *
 * Why one row may stay, without the name: the next number is one above the highest, and numbers never come again.
 */
export async function deleteStore(session: Session, { tables, store }: Scope): Promise<boolean> {
  const { transactions, tuples, attributes, models, idempotency } = tables;
  // Why: a store of many millions takes longer than a statement may otherwise, and half of it is not to be deleted.
  await session.script(sql`set local statement_timeout = 0`);
  let isFound = false;
  const kept = await session.rows(sql`
    update ${transactions} t set store = '' where t.store = ${store}
      and t.number = (select max(m.number) from ${transactions} m) returning 1`);
  isFound ||= kept.length > 0;
  for (const table of [tuples, attributes, models, idempotency, transactions]) {
    const [row] = await session.rows<{ count: string }>(sql`
      with gone as (delete from ${table} t where t.store = ${store} returning 1) select count(*) as count from gone`);
    isFound ||= Number(row?.count) > 0;
  }
  return isFound;
}
