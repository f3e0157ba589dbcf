import { Failure } from "@relata/model";
import { DatabaseError } from "./database-error.ts";

// Classes and codes of SQLSTATE that say: the rows, or the tables, are not as relata made them. All else may pass:
// refused, cut, cancelled, full, read-only, shutting down.
const UNREADABLE: ReadonlySet<string> = new Set(["22", "23", "XX001", "XX002", "42P01", "42703", "42804"]);

/** What PostgreSQL says where a transaction met another one, and may be tried again. */
const CONFLICTS: ReadonlySet<string> = new Set(["40001", "40P01"]);

/** Whether the transaction failed for another one beside it, and nothing of it happened. */
export function isConflict(error: unknown): boolean {
  return error instanceof DatabaseError && CONFLICTS.has(error.code);
}

/** Whether the failure is one that another transaction caused, or on a replica what it replays. */
export function isConflictFailure(error: unknown): boolean {
  const cause = error instanceof Failure ? error.cause : undefined;
  return cause instanceof Error && "code" in cause && CONFLICTS.has(String(cause.code));
}

/**
 * An error of a session as the Failure to throw; any other error as it is, for instance one that a plan threw. `name` is
 * the database in messages, without a password.
 */
export function asFailure(error: unknown, name: string): unknown {
  if (!(error instanceof DatabaseError)) return error;
  const { code, cause } = error;
  if (UNREADABLE.has(code) || UNREADABLE.has(code.slice(0, 2))) {
    const message = `the tables of relata in \`${name}\` are not as it made them: ${error.message} (${code})`;
    return new Failure("store_unreadable", message, { cause });
  }
  return new Failure("store_unavailable", `\`${name}\` did not answer: ${reasonOf(error)}`, { cause });
}

/** What happened and what to do about it, as the end of a sentence. */
function reasonOf({ code, message }: DatabaseError): string {
  switch (code) {
    case "ECONNREFUSED":
    case "ENOTFOUND":
    case "CONNECT_TIMEOUT":
      return `${message}; check that the server runs, and that the URL names its host and port`;
    case "CONNECTION_CLOSED":
    case "ECONNRESET":
    case "EPIPE":
    case "57P01":
      return `the connection was cut (${code}); a write that was under way may or may not have been kept`;
    case "NO_ANSWER":
      return `${message}, and the connection was given up; a write that was under way may or may not have been kept`;
    case "28P01":
    case "28000":
    case "3D000":
      return `${message}; check the user, the password and the database of the URL`;
    case "42501":
      return `${message}; the user needs the right to it`;
    case "53300":
      return `${message}; make \`poolSize\` smaller, or allow the server more connections`;
    case "57014":
      return `${message}; it took longer than \`statementTimeoutMs\``;
    case "40001":
    case "40P01":
      return "other writes came between again and again; try again later";
    default:
      return `${message} (${code})`;
  }
}
