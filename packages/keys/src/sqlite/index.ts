export { sqliteLimiter } from "./sqlite-limiter.ts";
export { sqliteKeys, type SqliteKeysOptions, type SqliteKeyStore } from "./sqlite-keys.ts";
export { keyTablesIn, type TablesOptions } from "./tables.ts";
