import type { RunResult } from "better-sqlite3";
import type { BaseSQLiteDatabase } from "drizzle-orm/sqlite-core";

/** Drizzle over some connection, or in a transaction of one: what statements are built and run with. */
export type Sql = BaseSQLiteDatabase<"sync", RunResult>;
