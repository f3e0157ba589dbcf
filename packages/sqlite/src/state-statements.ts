import { getTableName, sql } from "drizzle-orm";
import type { Connection } from "./connection.ts";
import type { Tables } from "./tables.ts";
import { writesOf } from "./writes-of.ts";

export type StateStatements = ReturnType<typeof stateStatements>;

/** What tells one state from another: the prepared statements by which tokens and numbers are judged. */
export function stateStatements(connection: Connection, tables: Tables) {
  const { database, transactions } = tables;
  return {
    /** The number of the newest write of the store. */
    newest: connection.prepare(
      sql<{ id: number }>`select t.id from ${writesOf(tables)} where t.store = +:store order by t.id desc limit 1`,
    ),
    /** The same, of those up to a number. */
    newestUpTo: connection.prepare(
      sql<{
        id: number;
      }>`select t.id from ${writesOf(tables)} where t.store = +:store and t.id <= +:number order by t.id desc limit 1`,
    ),
    storeOf: connection.prepare(sql<{ store: string }>`select t.store from ${transactions} t where t.id = +:id`),
    /** The highest number that was ever given, also where its row is gone. */
    highest: connection.prepare(
      sql<{
        id: number;
      }>`select seq as id from sqlite_sequence where name = ${sql.raw(`'${getTableName(transactions)}'`)}`,
    ),
    oldest: connection.prepare(sql<{ oldest: number }>`select oldest from ${database}`),
  };
}
