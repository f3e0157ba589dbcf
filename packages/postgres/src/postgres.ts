import { Failure } from "@relata/model";
import { MAIN_STORE } from "@relata/store";
import { Connections } from "./connections.ts";
import { Database } from "./database.ts";
import { Engine } from "./engine.ts";
import { PostgresStore } from "./postgres-store.ts";
import { stateOptions, type StateOptions } from "./state-options.ts";
import { DEFAULT_PREFIX } from "./tables.ts";

// Why 31: the longest name of an index, behind it, still has a place in the 63 bytes of a name.
const PREFIX = /^[a-z_][a-z0-9_]{0,30}$/;

export interface PostgresOptions extends StateOptions {
  /** `postgres://user:password@host:5432/database`; what it leaves out comes from `PGHOST` and its like. */
  readonly url: string;
  /** Where the tables are; made if there is none. Default: `public`. */
  readonly schema?: string;
  /** How the names of tables begin: small letters, digits and `_`, 31 at the most. Default: `relata_`. */
  readonly prefix?: string;
  /** The most connections that the store opens to a server, and one more while somebody listens to its log. Default: 10. */
  readonly poolSize?: number;
  /** False behind a pooler that keeps no statements, such as PgBouncer before 1.21. Default: true. */
  readonly prepare?: boolean;
  /** How long a call waits until one of the connections is free. Default: 10,000. */
  readonly poolTimeoutMs?: number;
  /** How long the server may take to accept a connection. Default: 10,000. */
  readonly connectTimeoutMs?: number;
  /** How long one statement may take, locks included. Default: 30,000. */
  readonly statementTimeoutMs?: number;
  /** Milliseconds since the epoch, kept with each write. Default: `Date.now`. */
  readonly clock?: () => number;
}

/**
 * A store in a PostgreSQL database, 15 or later, over connections of its own. The database may be the application's: relata
 * adds tables named `relata_…` to one schema, and touches no others. Any number of processes may use one store.
 *
 * ```ts
 * const store = postgres("postgres://localhost/app");
 * ```
 *
 * Nothing is connected yet: the first call does that, makes the tables or brings them to this version, and fails with what
 * stands against it.
 *
 * @throws Failure `store_unavailable` for a URL or options that are none
 */
export function postgres(target: string | PostgresOptions): PostgresStore {
  const options = typeof target === "string" ? { url: target } : target;
  const { url, schema = "public", prefix = DEFAULT_PREFIX, poolSize = 10, prepare = true, clock = Date.now } = options;
  const { poolTimeoutMs = 10_000, connectTimeoutMs = 10_000, statementTimeoutMs = 30_000 } = options;
  const { replicas, ...states } = stateOptions(options);
  if (url === "" || replicas.includes("")) {
    throw new Failure("store_unavailable", "the URL of the database is empty: name a database");
  }
  if (schema === "" || schema.includes("\0")) {
    throw new Failure("store_unavailable", "the name of the schema is empty, or holds a NUL: name a schema");
  }
  if (!PREFIX.test(prefix)) {
    const message = `\`${prefix}\` cannot begin the names of tables: give small letters, digits and \`_\`, 31 at the most`;
    throw new Failure("store_unavailable", message);
  }
  if (!Number.isInteger(poolSize) || poolSize < 1) {
    throw new Failure("store_unavailable", `\`poolSize\` is ${poolSize}: give a whole number from 1 on`);
  }
  const databaseAt = (at: string) => {
    const connections = new Connections({ url: at, poolSize, prepare, poolTimeoutMs, connectTimeoutMs });
    return new Database({ connections, place: { schema, prefix }, name: nameOf(at), statementTimeoutMs });
  };
  const parts = { database: databaseAt(url), replicas: replicas.map(databaseAt), clock, ...states };
  return new PostgresStore(new Engine(parts), MAIN_STORE);
}

/** Host and database, as messages name them: never the user, nor the password. */
function nameOf(url: string): string {
  const { host, pathname } = URL.canParse(url) ? new URL(url) : { host: "", pathname: "" };
  return host === "" ? "the database" : `${host}${pathname}`;
}
