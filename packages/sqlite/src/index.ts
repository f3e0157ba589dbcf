export { sqlite, type SqliteOptions } from "./sqlite.ts";
export type { SqliteStore } from "./sqlite-store.ts";
