export type { PostgresTransaction } from "./application-transaction.ts";
export type { DatabaseOptions } from "./database-at.ts";
export type { PostgresLiveRows } from "./live-rows.ts";
export type { Migrate } from "./open-database.ts";
export { postgres, postgresMigrations, type PostgresOptions } from "./postgres.ts";
export type { PostgresStore } from "./postgres-store.ts";
export type { TablesOptions } from "./tables/tables.ts";
