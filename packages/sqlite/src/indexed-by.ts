import { getTableName, sql, type SQL } from "drizzle-orm";
import type { SQLiteTable } from "drizzle-orm/sqlite-core";

/**
 * Names the index by which a table is to be read: the one whose name ends so.
 *
 * Why: left to itself, SQLite may prefer the ends of rows, or the ids of all stores, and walk over all history; and once it
 * has statistics, what it prefers changes with them. The indexes of `tables.ts` say which question each is for.
 */
export function indexedBy(table: SQLiteTable, index: string): SQL {
  return sql`indexed by ${sql.identifier(`${getTableName(table)}_${index}`)}`;
}
