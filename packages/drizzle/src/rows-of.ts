import type { SQL } from "drizzle-orm";

/** Drizzle on the database of the application, over whichever driver: SQLite's has `all`, PostgreSQL's `execute`. */
export type Database = { all(query: SQL): unknown } | { execute(query: SQL): unknown };

/** The rows of a query: drivers give them as a list, or in one. */
export async function rowsOf<Row>(db: Database, query: SQL): Promise<readonly Row[]> {
  const result: unknown = await ("all" in db ? db.all(query) : db.execute(query));
  if (Array.isArray(result)) return result as readonly Row[];
  return (result as { readonly rows: readonly Row[] }).rows;
}
