import type { Connection } from "./connection.ts";

/** Every connection that was ever opened, with its statements. Nothing is taken out: see `keepAlive`. */
const kept: Connection[] = [];

/**
 * Keeps the connection and its statements from the garbage collector until the process ends.
 *
 * Why: since 24.19 Node registers a clean-up hook for each wrapped native object, and aborts the process when one of
 * them is collected while no JavaScript runs. better-sqlite3 12 wraps its connections and statements that way; 13 does
 * not, and needs Node 22. Cost: a statement for each text, where one text is prepared once for a connection; what a
 * closed connection leaves behind is a few dozen empty wrappers.
 */
export function keepAlive(connection: Connection): Connection {
  kept.push(connection);
  return connection;
}
