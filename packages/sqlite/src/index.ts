export type { SqliteInTransaction, SqliteTransaction } from "./in-transaction.ts";
export type { SqliteLiveRows } from "./live-rows.ts";
export { sqlite, type SqliteOptions } from "./sqlite.ts";
export type { SqliteLog } from "./sqlite-log.ts";
export { sqliteMigrations, type SqliteMigrationsOptions } from "./sqlite-migrations.ts";
export type { SqliteModels } from "./sqlite-models.ts";
export type { SqliteStore } from "./sqlite-store.ts";
export type { SqliteStores } from "./sqlite-stores.ts";
