import { Failure } from "@relata/model";
import { Connections } from "./connections.ts";
import { Database } from "./database.ts";
import { DEFAULT_PREFIX, type TablesOptions } from "./tables/tables.ts";

// Why 31: the longest name of an index, behind it, still has a place in the 63 bytes of a name.
const PREFIX = /^[a-z_][a-z0-9_]{0,30}$/;

/** Where the tables are, and how to get there. */
export interface DatabaseOptions extends TablesOptions {
  /** `postgres://user:password@host:5432/database`; what it leaves out comes from `PGHOST` and its like. */
  readonly url: string;
  /** The most connections that the store opens to a server, and one more while somebody listens to its log. Default: 10. */
  readonly poolSize?: number;
  /** False behind a pooler that keeps no statements, such as PgBouncer before 1.21. Default: true. */
  readonly prepare?: boolean;
  /** How long a call waits until one of the connections is free. Default: 10,000. */
  readonly poolTimeoutMs?: number;
  /** How long the server may take to accept a connection. Default: 10,000. */
  readonly connectTimeoutMs?: number;
  /**
   * How long one statement may take, locks included. Default: 30,000. A connection on which nothing is heard for this and
   * `connectTimeoutMs` together is given up.
   */
  readonly statementTimeoutMs?: number;
}

/**
 * Connects nowhere yet.
 *
 * @throws Failure `store_unavailable` for a URL or options that are none
 */
export function databaseAt(options: DatabaseOptions): Database {
  const { url, schema = "public", prefix = DEFAULT_PREFIX, poolSize = 10, prepare = true } = options;
  const { poolTimeoutMs = 10_000, connectTimeoutMs = 10_000, statementTimeoutMs = 30_000 } = options;
  if (url === "") throw unusable("the URL of the database is empty: name a database");
  if (schema === "" || schema.includes("\0")) {
    throw unusable("the name of the schema is empty, or holds a NUL: name a schema");
  }
  if (!PREFIX.test(prefix)) {
    throw unusable(
      `\`${prefix}\` cannot begin the names of tables: give small letters, digits and \`_\`, 31 at the most`,
    );
  }
  if (!Number.isInteger(poolSize) || poolSize < 1) {
    throw unusable(`\`poolSize\` is ${poolSize}: give a whole number from 1 on`);
  }
  const connections = new Connections({ url, poolSize, prepare, poolTimeoutMs, connectTimeoutMs, statementTimeoutMs });
  return new Database({ connections, place: { schema, prefix }, name: nameOf(url), statementTimeoutMs });
}

function unusable(message: string): Failure {
  return new Failure("store_unavailable", message);
}

/** Host and database, as messages name them: never the user, nor the password. */
function nameOf(url: string): string {
  const { host, pathname } = URL.canParse(url) ? new URL(url) : { host: "", pathname: "" };
  return host === "" ? "the database" : `${host}${pathname}`;
}
