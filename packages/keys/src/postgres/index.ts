export { postgresLimiter } from "./postgres-limiter.ts";
export { postgresKeys, type PostgresKeysOptions, type PostgresKeyStore } from "./postgres-keys.ts";
export { keyTablesIn, type TablesOptions } from "./tables.ts";
