import { sql } from "drizzle-orm";
import type { Engine } from "./engine.ts";
import type { Session } from "./session.ts";
import type { Scope } from "./state.ts";

/**
 * Takes the lock of a write within a transaction of the application, which holds it to its end: shared with other writes,
 * or alone.
 *
 * At `repeatable read` a snapshot may be older than the lock. A precondition would then be judged by what is no more; so it
 * is a serialization failure where anything was committed in between.
 *
 * Answers PostgreSQL's own number of the transaction.
 *
 * @throws DatabaseError 40001
 */
export async function lockForWrite(
  session: Session,
  engine: Engine,
  scope: Scope,
  { isAlone, isolation }: { readonly isAlone: boolean; readonly isolation: string },
): Promise<string> {
  const mode = sql.raw(isAlone ? "share row exclusive" : "row exclusive");
  const [row] = await session.script<{ xid: string }>(
    sql`lock table ${scope.tables.database} in ${mode} mode`,
    sql`select pg_current_xact_id()::text as xid`,
  );
  if (isAlone && isolation !== "read committed") await requireNewest(session, engine, scope);
  return row?.xid ?? "";
}

/** @throws DatabaseError 40001 */
async function requireNewest(session: Session, engine: Engine, scope: Scope): Promise<void> {
  const [last] = await session.rows<{ number: string }>(
    sql`select coalesce(max(t.number), 0) as number from ${scope.tables.transactions} t where t.store = ${scope.store}`,
  );
  const since = (where: Session) => idsSince(where, scope, Number(last?.number));
  const seen = new Set(await since(session));
  const committed = await engine.database.use(since);
  if (committed.every((id) => seen.has(id))) return;
  await session.script(
    sql`do $$ begin raise exception 'could not serialize access: another write came between' using errcode = '40001'; end $$`,
  );
}

/** The transactions that a session sees of the store with a higher number, or without one. */
async function idsSince(session: Session, { tables, store }: Scope, number: number): Promise<readonly string[]> {
  const rows = await session.rows<{ id: string }>(sql`
    select t.id from ${tables.transactions} t where t.store = ${store} and t.number is null
    union all select t.id from ${tables.transactions} t where t.store = ${store} and t.number > ${number}::bigint`);
  return rows.map(({ id }) => id);
}
