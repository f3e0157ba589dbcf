import { Failure } from "@relata/model";
import type { Connection } from "./connection.ts";
import { openFile } from "./open-file.ts";
import { store } from "./schema.ts";
import { SqliteStore } from "./sqlite-store.ts";

export interface SqliteOptions {
  /** How long an opening or a write waits while another connection writes, blocking the event loop. Default: 5,000. */
  readonly busyTimeoutMs?: number;
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
 * Opening reads the start of the file, not all of it: damage further on is `store_unreadable` when it is met.
 *
 * @throws Failure `store_unavailable` (no such folder, not a file, no permission, locked), `store_unreadable` (not a
 *   database, damaged), `store_newer`; the file is then as it was
 */
export function sqlite(path: string, { busyTimeoutMs = 5_000, clock = Date.now }: SqliteOptions = {}): SqliteStore {
  return openFile(path, busyTimeoutMs, (db) => new SqliteStore({ db, path, clock, storeId: storeIdOf(db, path) }));
}

/** @throws Failure `store_unreadable` where the row, made with the tables, has been taken away */
function storeIdOf(db: Connection, path: string): string {
  const row = db.select().from(store).get();
  if (row !== undefined) return row.id;
  throw new Failure("store_unreadable", `\`${path}\` is damaged: the row of \`relata_store\` is gone`);
}
