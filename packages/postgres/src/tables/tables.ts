import { PgSchema, pgSchema, pgTable } from "drizzle-orm/pg-core";
import { attributesTable } from "./attributes-table.ts";
import type { Naming } from "./columns.ts";
import { databaseTable } from "./database-table.ts";
import { idempotencyTable } from "./idempotency-table.ts";
import { modelsTable } from "./models-table.ts";
import { transactionsTable } from "./transactions-table.ts";
import { tuplesTable } from "./tuples-table.ts";

/*
 * The tables. Rows of history are never changed, but for `ended_in` of a tuple or an attribute and `number` of a
 * transaction, which are set once. Live is "not ended". `store` is the tenant: first in every key by which rows of one are
 * found, and in the condition of every question that is asked for one.
 *
 * Why no foreign keys to transactions: a row is made in the transaction that makes its transaction's row, and rows leave
 * before those do; each would cost a look-up for every tuple of an import.
 *
 * A change here needs a migration: `pnpm exec drizzle-kit generate` in this package; a test holds the two together.
 */

/** Where the tables are, and how their names begin. */
export interface TablesOptions {
  /** Default: `public`. */
  readonly schema?: string;
  /** Tables, indexes and sequences begin with it: small letters, digits and `_`, 31 at the most. Default: `relata_`. */
  readonly prefix?: string;
}

/** How names begin unless another prefix is given, and always in the migrations of this package. */
export const DEFAULT_PREFIX = "relata_";

export type Tables = ReturnType<typeof tablesIn>;

/**
 * The tables as drizzle knows them, for an application whose drizzle-kit owns the migrations of its database:
 *
 * ```ts
 * export const { database, transactions, tuples, attributes, models, idempotency } = tablesIn({ schema: "authz" });
 * ```
 *
 * Where the schema is not `public`, the application exports a `pgSchema` of that name as well, so that drizzle-kit makes it.
 */
export function tablesIn(options: TablesOptions = {}) {
  const { schema = "public" } = options;
  // Why: drizzle-kit's name for the tables of `public` is no schema at all.
  return tablesBy(schema === "public" ? pgTable : pgSchema(schema).table, options);
}

/**
 * The same for statements, which name the schema always: the role that connects, or a transaction of the application, may look
 * for names elsewhere first.
 */
export function qualifiedTablesIn(options: TablesOptions = {}): Tables {
  return tablesBy(new PgSchema(options.schema ?? "public").table, options);
}

function tablesBy(table: Naming["table"], { prefix = DEFAULT_PREFIX }: TablesOptions) {
  const naming: Naming = { table, named: (name) => `${prefix}${name}` };
  return {
    database: databaseTable(naming),
    transactions: transactionsTable(naming),
    tuples: tuplesTable(naming),
    attributes: attributesTable(naming),
    models: modelsTable(naming),
    idempotency: idempotencyTable(naming),
  };
}
