import { tablesIn } from "./tables/tables.ts";

/**
 * The tables as drizzle-kit reads them, for an application that owns the migrations of its database. Its drizzle.config.ts
 * names this module beside the application's own tables; or a module of its own, that exports them from another schema or
 * under other names:
 *
 * ```ts
 * import { pgSchema } from "drizzle-orm/pg-core";
 * import { tablesIn } from "@relata/postgres/schema";
 *
 * export const authz = pgSchema("authz");
 * export const { database, transactions, tuples, attributes, models, idempotency } = tablesIn({ schema: "authz" });
 * ```
 *
 * The store is then opened with `migrate: "never"`, and the same schema and prefix.
 */
export const { database, transactions, tuples, attributes, models, idempotency } = tablesIn();

export { tablesIn, type Tables, type TablesOptions } from "./tables/tables.ts";
