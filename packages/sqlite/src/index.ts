export type { SqliteInTransaction, SqliteTransaction } from "./in-transaction.ts";
export { sqlite, type SqliteOptions } from "./sqlite.ts";
export type { SqliteStore } from "./sqlite-store.ts";
