const SQLSTATE = /^[0-9A-Z]{5}$/;

/**
 * What PostgreSQL, its driver or the network threw, as sessions rethrow it: so that it is told from what a plan or a
 * judge throws in between.
 */
export class DatabaseError extends Error {
  override readonly name = "DatabaseError";
  /** Of SQLSTATE, of the driver, or of the network; empty where the error has none. */
  readonly code: string;
  /** Whether the connection is lost with it. What the server says of a statement has a code of SQLSTATE, and is none. */
  readonly isFatal: boolean;

  constructor(cause: unknown) {
    const { message, code } = partsOf(cause);
    super(message, { cause });
    this.code = code;
    this.isFatal = !SQLSTATE.test(code) || severityOf(cause) !== "ERROR";
  }
}

/** Why the code as message: where several addresses refuse, Node says so in an error without one. */
function partsOf(cause: unknown): { readonly message: string; readonly code: string } {
  if (!(cause instanceof Error)) return { message: String(cause), code: "" };
  const code = "code" in cause && typeof cause.code === "string" ? cause.code : "";
  return { message: cause.message || code, code };
}

function severityOf(cause: unknown): unknown {
  return cause instanceof Error && "severity" in cause ? cause.severity : undefined;
}
