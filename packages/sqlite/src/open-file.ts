import { Failure, isFailure } from "@relata/model";
import Database from "better-sqlite3";
import { sql } from "drizzle-orm";
import { asFailure } from "./as-failure.ts";
import { Connection } from "./connection.ts";
import { keepAlive } from "./keep-alive.ts";
import { migrate } from "./migrate.ts";
import type { Place } from "./place.ts";
import { requireTables } from "./require-tables.ts";

/**
 * A connection to the file, which is made if there is none. Nothing of it is read yet.
 *
 * @throws Failure `store_unavailable`
 */
export function connect(path: string): Connection {
  // Why: SQLite reads an empty path as a private file that is gone at the end, and an unset variable must not mean that.
  if (path === "") throw new Failure("store_unavailable", "the path is empty: name a file, or `:memory:`");
  try {
    // Invariant: SQLite never waits for a lock, because the whole process would wait with it.
    return keepAlive(new Connection(new Database(path, { timeout: 0 })));
  } catch (error) {
    throw openingFailure(error, path);
  }
}

/**
 * Makes the file ready: brings its tables to this version, or looks whether they are, and answers who the database is. What
 * was done stays done: it can be called again where a lock was in its way. A file that is refused is left as it was.
 *
 * @throws Failure `store_unreadable`, `store_newer`, `store_outdated`
 */
export function settle(connection: Connection, place: Place, migrating: "auto" | "never"): string {
  // Invariant: the first statement only reads, so that a file of another kind fails here, untouched.
  connection.pragma("schema_version");
  if (migrating === "auto") migrate(connection, place);
  else requireTables(connection, place);
  // Readers and the writer do not wait for each other: a long read is a snapshot, and writes go on beside it.
  connection.pragma("journal_mode = wal");
  // Why not `full`, which waits for the disk at every commit: with a write-ahead log, a crash of the process loses
  // nothing, and a crash of the machine may take back the last commits, whole and in order, but damages nothing.
  connection.pragma("synchronous = normal");
  // Why so many KiB: rows are read in the order of their keys, and lie in the order in which they were written. What the
  // cache does not hold is asked of the system again for nearly every row. It grows only with what is read.
  connection.pragma("cache_size = -65536");
  const row = connection.get(sql<{ id: string }>`select id from ${place.tables.database}`);
  if (row !== undefined) return row.id;
  const name = `${place.prefix}database`;
  throw new Failure("store_unreadable", `\`${place.path}\` is damaged: the row of \`${name}\` is gone`);
}

/** An error that is not SQLite's own is still one of opening: no such folder, the native library, the migrations. */
export function openingFailure(error: unknown, path: string): unknown {
  const failure = asFailure(error, path);
  if (isFailure(failure)) return failure;
  const reason = error instanceof Error ? error.message : String(error);
  return new Failure("store_unavailable", `\`${path}\` cannot be opened: ${reason}`, { cause: error });
}
