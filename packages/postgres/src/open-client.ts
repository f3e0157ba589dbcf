import { Failure } from "@relata/model";
import postgresJs, { type Options, type Sql } from "postgres";
import { DatabaseError } from "./database-error.ts";

export interface ClientOptions {
  readonly url: string;
  /** How long the server may take to accept a connection. */
  readonly connectTimeoutMs: number;
}

export interface ClientEvents {
  readonly onClose: () => void;
  /** The server notifies of something that the connection listens to. */
  readonly onNotify?: () => void;
}

/**
 * A client of the driver for one connection, which is opened by the first statement.
 *
 * @throws Failure `store_unavailable` for a URL that is none
 */
export function openClient({ url, connectTimeoutMs }: ClientOptions, { onClose, onNotify }: ClientEvents): Sql {
  // The driver hands notifications to an option of its own that its types do not tell of.
  const options: Options<Record<string, never>> & { onnotify?: () => void } = {
    max: 1,
    // Our parameters are text and numbers: there is nothing to learn of the types of the database.
    fetch_types: false,
    connect_timeout: connectTimeoutMs / 1_000,
    // Why: after half an hour or so the driver would end it, be it between two statements of a transaction.
    max_lifetime: null,
    // Why: by default it prints, for instance that a table is there already.
    onnotice: () => undefined,
    onclose: onClose,
    ...(onNotify !== undefined && { onnotify: onNotify }),
    connection: { application_name: "relata" },
  };
  try {
    return postgresJs(url, options);
  } catch (cause) {
    // Why without the text: it may hold a password.
    const message = "the URL of the database is none: write `postgres://user:password@host:5432/database`";
    throw new Failure("store_unavailable", message, { cause: new DatabaseError(cause) });
  }
}
