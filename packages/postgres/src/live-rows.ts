import { formatInstant, type Instant } from "@relata/model";
import { sql, type SQL } from "drizzle-orm";
import { isLive, isSet, type Way } from "./life.ts";
import { inOrder } from "./tables/columns.ts";
import type { Tables } from "./tables/tables.ts";

/**
 * What is live in one store, as parts of a statement that the application runs on a connection of its own: for a bridge that
 * writes such statements, so that the tables and their indexes stay this room's business. An alias is that of the table.
 */
export interface PostgresLiveRows {
  readonly dialect: "postgres";
  /** The table of tuples. */
  tuples(alias: SQL): SQL;
  /** The table of attributes. */
  attributes(alias: SQL): SQL;
  /** That the row is live, and of the store, said so that it is read by that index; of `sets`, that its subject is one too. */
  isLive(alias: SQL, by: Way): SQL;
  /** That the window of a tuple is open at that instant. */
  isOpen(alias: SQL, now: Instant): SQL;
  /** Asks for the `id` of the database that it is run on. */
  readonly databaseId: SQL;
  /** The id of the store's own. */
  ownDatabaseId(): Promise<string>;
}

/** The live rows of a store, as PostgreSQL reads them. */
export function liveRows(tables: Tables, store: string, ownDatabaseId: () => Promise<string>): PostgresLiveRows {
  return {
    dialect: "postgres",
    tuples: (alias) => sql`${tables.tuples} as ${alias}`,
    attributes: (alias) => sql`${tables.attributes} as ${alias}`,
    isLive(alias, by) {
      const live = sql`${alias}.store = ${store} and ${isLive(by, sql`${alias}.ended_in`)}`;
      return by === "sets" ? sql`${live} and ${isSet(sql`${alias}.subject_relation`, sql`${alias}.subject_id`)}` : live;
    },
    isOpen(alias, now) {
      const at = inOrder(sql`${formatInstant(now)}::text`);
      const [from, until] = [sql`${alias}.valid_from`, sql`${alias}.valid_until`];
      return sql`(${from} is null or ${inOrder(from)} <= ${at}) and (${until} is null or ${inOrder(until)} > ${at})`;
    },
    databaseId: sql`select d.id from ${tables.database} d`,
    ownDatabaseId,
  };
}
