import { Failure, isFailure } from "@relata/model";
import Database from "better-sqlite3";
import { drizzle } from "drizzle-orm/better-sqlite3";
import { asFailure } from "./as-failure.ts";
import type { Connection } from "./connection.ts";
import { keepAlive, pragma } from "./keep-alive.ts";
import { migrate } from "./migrate.ts";

/**
 * Opens the file, or makes it, brings its tables to this version, and answers what is built upon the connection. A file
 * that is refused is left as it was, and closed.
 *
 * @throws Failure `store_unavailable`, `store_unreadable`, `store_newer`
 */
export function openFile<T>(path: string, busyTimeoutMs: number, build: (db: Connection) => T): T {
  // Why: SQLite reads an empty path as a private file that is gone at the end, and an unset variable must not mean that.
  if (path === "") throw new Failure("store_unavailable", "the path is empty: name a file, or `:memory:`");
  let client: Database.Database | undefined;
  try {
    client = keepAlive(new Database(path, { timeout: busyTimeoutMs }));
    // Invariant: the first statement only reads, so that a file of another kind fails here, untouched.
    pragma(client, "schema_version");
    const db = drizzle(client);
    // Each connection must ask for it: SQLite's own default is off.
    pragma(client, "foreign_keys = on");
    migrate(db, path);
    settle(client);
    return build(db);
  } catch (error) {
    client?.close();
    throw openingFailure(error, path);
  }
}

/** How the file and the connection behave from here on. The journal mode is kept in the file, the rest is not. */
function settle(client: Database.Database): void {
  // Readers and the writer do not wait for each other: a long read is a snapshot, and writes go on beside it.
  pragma(client, "journal_mode = wal");
  // Why not `full`, which waits for the disk at every commit: with a write-ahead log, a crash of the process loses
  // nothing, and a crash of the machine may take back the last commits, whole and in order, but damages nothing.
  pragma(client, "synchronous = normal");
}

/** An error that is not SQLite's own is still one of opening: no such folder, the native library, the migrations. */
function openingFailure(error: unknown, path: string): unknown {
  const failure = asFailure(error, path);
  if (isFailure(failure)) return failure;
  const reason = error instanceof Error ? error.message : String(error);
  return new Failure("store_unavailable", `\`${path}\` cannot be opened: ${reason}`, { cause: error });
}
