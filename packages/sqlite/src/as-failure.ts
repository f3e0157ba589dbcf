import { Failure, isFailure } from "@relata/model";

/** What SQLite throws through better-sqlite3. Why not `instanceof`: the application may have a copy of the driver of its own. */
type SqliteError = Error & { readonly code: string };

// What SQLite says of a file that is damaged, or whose tables are not as relata made them. All else may pass: busy,
// full, read-only, an I/O error.
const UNREADABLE: ReadonlySet<string | undefined> = new Set(["CORRUPT", "NOTADB", "ERROR", "CONSTRAINT", "MISMATCH"]);

/**
 * An error of SQLite as the Failure to throw, with the error as its cause; any other error as it is, for instance one
 * that a plan threw. `path` is named in the message.
 */
export function asFailure(error: unknown, path: string): unknown {
  if (isFailure(error) || !isSqliteError(error)) return error;
  const kind = kindOf(error);
  if (UNREADABLE.has(kind)) {
    const message = `\`${path}\` is not a database of relata, or it is damaged: ${error.message}`;
    return new Failure("store_unreadable", message, { cause: error });
  }
  return new Failure("store_unavailable", `\`${path}\` did not answer: ${reasonOf(kind, error)}`, { cause: error });
}

/** Whether another connection holds the lock that is needed, and will let it go. */
export function isBusy(error: unknown): boolean {
  return isSqliteError(error) && kindOf(error) === "BUSY";
}

function isSqliteError(error: unknown): error is SqliteError {
  return (
    error instanceof Error && "code" in error && typeof error.code === "string" && error.code.startsWith("SQLITE_")
  );
}

/** `SQLITE_BUSY_SNAPSHOT`: the second word names the kind, the rest its cause. */
function kindOf({ code }: SqliteError): string | undefined {
  return code.split("_")[1];
}

/** What happened and what to do about it, as the end of a sentence. */
function reasonOf(kind: string | undefined, { code, message }: SqliteError): string {
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
