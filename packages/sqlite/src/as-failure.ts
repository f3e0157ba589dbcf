import { Failure, isFailure } from "@relata/model";
import Database from "better-sqlite3";
import { DrizzleError } from "drizzle-orm";

// What SQLite says of a file that is damaged, or whose tables are not as relata made them. All else may pass: busy,
// full, read-only, an I/O error.
const UNREADABLE: ReadonlySet<string | undefined> = new Set(["CORRUPT", "NOTADB", "ERROR", "CONSTRAINT", "MISMATCH"]);

/**
 * An error of SQLite as the Failure to throw, with the error as its cause; any other error as it is, for instance one
 * that a plan threw. `path` is named in the message.
 */
export function asFailure(error: unknown, path: string): unknown {
  if (error instanceof DrizzleError) return asFailure(error.cause, path);
  if (isFailure(error) || !(error instanceof Database.SqliteError)) return error;
  // `SQLITE_BUSY_SNAPSHOT`: the second word names the kind, the rest its cause.
  const kind = error.code.split("_")[1];
  if (UNREADABLE.has(kind)) {
    const message = `\`${path}\` is not a database of relata, or it is damaged: ${error.message}`;
    return new Failure("store_unreadable", message, { cause: error });
  }
  return new Failure("store_unavailable", `\`${path}\` did not answer: ${reasonOf(kind, error)}`, { cause: error });
}

/** What happened and what to do about it, as the end of a sentence. */
function reasonOf(kind: string | undefined, { code, message }: Error & { readonly code: string }): string {
  switch (kind) {
    case "BUSY":
    case "LOCKED":
      return "another connection holds its lock, and did not let go within `busyTimeoutMs`";
    case "READONLY":
    case "CANTOPEN":
    case "PERM":
      return `${message}; check that it is a file, and that it and its folder may be written to`;
    case "FULL":
      return `${message}; free some space`;
    default:
      return `${message} (${code})`;
  }
}
