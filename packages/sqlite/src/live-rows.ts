import type { Instant } from "@relata/model";
import type { MaybePromise } from "@relata/store";
import { sql, type SQL } from "drizzle-orm";
import type { SQLiteTable } from "drizzle-orm/sqlite-core";
import { indexedBy } from "./indexed-by.ts";
import type { Tables } from "./tables.ts";
import { inOrder } from "./tuple-row.ts";

/**
 * What is live in one store, as parts of a statement that the application runs on a connection of its own: for a bridge that
 * writes such statements, so that the tables and their indexes stay this room's business. An alias is that of the table.
 */
export interface SqliteLiveRows {
  readonly dialect: "sqlite";
  /** The table of tuples, to be read by that index. */
  tuples(alias: SQL, by: "key" | "sets" | "subject"): SQL;
  /** The table of attributes. */
  attributes(alias: SQL): SQL;
  /** That the row is live, and of the store; of `sets`, that its subject is a set or a wildcard too. */
  isLive(alias: SQL, by: "key" | "sets" | "subject"): SQL;
  /** That the window of a tuple is open at that instant. */
  isOpen(alias: SQL, now: Instant): SQL;
  /** Asks for the `id` of the database that it is run on. */
  readonly databaseId: SQL;
  /** The id of the store's own. */
  ownDatabaseId(): MaybePromise<string>;
}

/** The live rows of a store, as SQLite reads them. */
export function liveRows(tables: Tables, store: string, ownDatabaseId: () => MaybePromise<string>): SqliteLiveRows {
  return {
    dialect: "sqlite",
    tuples: (alias, by) => rowsOf(tables.tuples, alias, by),
    attributes: (alias) => rowsOf(tables.attributes, alias, "key"),
    isLive(alias, by) {
      const live = sql`${alias}.store = ${store} and ${alias}.ended_in is null`;
      // Invariant: word for word the condition of the index of sets, or SQLite cannot use it.
      return by === "sets" ? sql`${live} and (${alias}.subject_relation <> '' or ${alias}.subject_id = '*')` : live;
    },
    isOpen(alias, now) {
      const at = inOrder(now);
      return sql`(${alias}.valid_from is null or ${alias}.valid_from <= ${at})
        and (${alias}.valid_until is null or ${alias}.valid_until > ${at})`;
    },
    databaseId: sql`select d.id from ${tables.database} d`,
    ownDatabaseId,
  };
}

function rowsOf(table: SQLiteTable, alias: SQL, by: string): SQL {
  return sql`${table} as ${alias} ${indexedBy(table, `live_${by}`)}`;
}
