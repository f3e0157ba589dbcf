export { postgres, type PostgresOptions } from "./postgres.ts";
export type { PostgresStore } from "./postgres-store.ts";
