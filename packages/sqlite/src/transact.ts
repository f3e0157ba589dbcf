import type { Connection } from "./connection.ts";

/** Commits what the function did, or rolls it back and throws what it threw. `immediate` takes the write lock first. */
export function transact<T>(connection: Connection, behavior: "deferred" | "immediate", run: () => T): T {
  connection.statement(`begin ${behavior}`).run();
  try {
    const value = run();
    connection.statement("commit").run();
    return value;
  } catch (error) {
    // SQLite ends a transaction by itself where the disk is full, or fails.
    if (connection.client.inTransaction) connection.statement("rollback").run();
    throw error;
  }
}

/** The same inside a transaction that is open, and goes on in either case. */
export function transactInside<T>(connection: Connection, run: () => T): T {
  connection.statement("savepoint relata").run();
  try {
    const value = run();
    connection.statement("release relata").run();
    return value;
  } catch (error) {
    if (connection.client.inTransaction) {
      connection.statement("rollback to relata").run();
      connection.statement("release relata").run();
    }
    throw error;
  }
}
