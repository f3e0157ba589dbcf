import type { Database } from "better-sqlite3";
import type { BetterSQLite3Database } from "drizzle-orm/better-sqlite3";

/** Drizzle over the connection that the store opened for itself, and nobody else uses. */
export type Connection = BetterSQLite3Database & { readonly $client: Database };
