import { MAIN_STORE } from "@relata/store";
import { placeOf } from "./place.ts";
import { SqliteDatabase } from "./sqlite-database.ts";
import { SqliteStore } from "./sqlite-store.ts";

export interface SqliteOptions {
  /** How long a call goes on trying while another connection holds a lock that it needs. Default: 5,000. */
  readonly busyTimeoutMs?: number;
  /**
   * How long a read waits for a token that names a write which is not there: another process may still commit it. In
   * `:memory:`, where there is none, it does not wait. Default: 1,000.
   */
  readonly tokenTimeoutMs?: number;
  /** How the names of tables and indexes begin; two prefixes are two databases in one file. Default: `relata_`. */
  readonly prefix?: string;
  /** Whether opening brings the tables to this version, or only looks whether they are. Default: `auto`. */
  readonly migrate?: "auto" | "never";
  /** Milliseconds since the epoch, kept with each write. Default: `Date.now`. */
  readonly clock?: () => number;
}

/**
 * Opens a store in a SQLite file, which is made if there is none; `:memory:` is a store that ends with the process. The
 * file may be the application's own: relata adds tables named `relata_…`, touches no others, and switches the file to
 * write-ahead logging. Several processes may open one file; writes queue.
 *
 * ```ts
 * const store = sqlite("authz.db");
 * ```
 *
 * Opening reads the start of the file, not all of it: damage further on is `store_unreadable` when it is met. It never
 * waits: where another process holds a lock that is in the way, as one that migrates does, the first call does the rest,
 * and fails where the lock is not let go within `busyTimeoutMs`.
 *
 * @throws Failure `store_unavailable` (no such folder, not a file, no permission, a prefix that is none),
 *   `store_unreadable` (not a database, damaged), `store_newer`, `store_outdated`; the file is then as it was
 */
export function sqlite(
  path: string,
  { busyTimeoutMs = 5_000, tokenTimeoutMs = 1_000, prefix, migrate = "auto", clock = Date.now }: SqliteOptions = {},
): SqliteStore {
  const database = new SqliteDatabase(placeOf(path, prefix), {
    busyTimeoutMs,
    tokenTimeoutMs: path === ":memory:" ? 0 : tokenTimeoutMs,
    migrate,
    clock,
  });
  return new SqliteStore(database, MAIN_STORE, () => database.close());
}
