import type { Ask, Plan } from "@relata/resolver";
import {
  checkChanges,
  storeClosed,
  type Changes,
  type Contents,
  type Read,
  type TransactionalStore,
  type Written,
} from "@relata/store";
import { asFailure } from "./as-failure.ts";
import type { Connection } from "./connection.ts";
import { SqliteInTransaction, type SqliteTransaction } from "./in-transaction.ts";
import { Rows } from "./rows.ts";
import { SqliteModels } from "./sqlite-models.ts";

/** What a store is made of: the open connection, and what the outside world tells it. */
export interface SqliteParts {
  readonly db: Connection;
  /** The path, for messages. */
  readonly path: string;
  /** Milliseconds since the epoch, for the log of transactions. */
  readonly clock: () => number;
  readonly storeId: string;
}

/**
 * The port on SQLite. Every method answers at once: it blocks the event loop while SQLite works or waits for a lock.
 *
 * Law: whatever a method reads, it reads in one transaction, and its token names the newest write in it. No promise is
 * awaited inside one, so no two methods of one store are ever in between each other.
 */
export class SqliteStore implements TransactionalStore<SqliteTransaction> {
  readonly models: SqliteModels;
  readonly #parts: SqliteParts;
  readonly #rows: Rows;

  constructor(parts: SqliteParts) {
    this.#parts = parts;
    this.#rows = new Rows(parts.db, parts);
    this.models = new SqliteModels({
      db: parts.db,
      transaction: (behavior, run) => this.#inTransaction(behavior, run),
      begin: (at) => this.#rows.begin(at),
      token: (transaction) => this.#rows.token(transaction),
    });
  }

  /** Waits for nobody: writers go on beside it. What they write meanwhile, it does not see. */
  read<T>(start: (ask?: Ask) => Plan<T>): Read<T> {
    return this.#inTransaction("deferred", () => this.#rows.read(start));
  }

  /**
   * Takes the write lock first, before it looks at any precondition: a lock that is taken on the way would find that
   * what was looked at has changed. Waits for other writers as long as `busyTimeoutMs`.
   */
  write(changes: Changes): Written {
    checkChanges(changes);
    return this.#inTransaction("immediate", () => this.#rows.write(changes));
  }

  /** Cost: every live row, in memory at once. */
  contents(): Contents {
    return this.#inTransaction("deferred", () => this.#rows.contents());
  }

  /**
   * The store through a transaction of the application's own, on its own connection to this file.
   *
   * @throws Failure `invalid_transaction`, `closed`
   */
  in(transaction: SqliteTransaction): SqliteInTransaction {
    if (!this.#parts.db.$client.open) throw storeClosed();
    return new SqliteInTransaction(transaction, this.#parts);
  }

  /** Folds the log into the file where no other connection has it open, so that one file is left to copy. */
  close(): void {
    this.#parts.db.$client.close();
  }

  /** Commits what the function did, or rolls it back and throws what it threw. */
  #inTransaction<T>(behavior: "deferred" | "immediate", run: () => T): T {
    const { db, path } = this.#parts;
    if (!db.$client.open) throw storeClosed();
    try {
      return db.transaction(run, { behavior });
    } catch (error) {
      throw asFailure(error, path);
    }
  }
}
