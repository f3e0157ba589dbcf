import type { Ask, Plan } from "@relata/resolver";
import {
  checkChanges,
  formatToken,
  runPlan,
  storeClosed,
  type Changes,
  type ConsistencyToken,
  type Contents,
  type Read,
  type Store,
  type Written,
} from "@relata/store";
import { answer } from "./answer.ts";
import { applyChanges } from "./apply-changes.ts";
import { asFailure } from "./as-failure.ts";
import type { Connection } from "./connection.ts";
import { liveAttributes, liveTuples } from "./live-contents.ts";
import { demand } from "./preconditions.ts";
import { SqliteModels } from "./sqlite-models.ts";
import { readStatements, type ReadStatements } from "./read-statements.ts";
import { writeStatements, type WriteStatements } from "./write-statements.ts";

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
export class SqliteStore implements Store {
  readonly models: SqliteModels;
  readonly #parts: SqliteParts;
  readonly #reads: ReadStatements;
  readonly #writes: WriteStatements;

  constructor(parts: SqliteParts) {
    this.#parts = parts;
    this.#reads = readStatements(parts.db);
    this.#writes = writeStatements(parts.db);
    this.models = new SqliteModels({
      db: parts.db,
      transaction: (behavior, run) => this.#inTransaction(behavior, run),
      begin: (at) => this.#begin(at),
      token: (transaction) => (transaction === undefined ? this.#newest() : formatToken(parts.storeId, transaction)),
    });
  }

  /** Waits for nobody: writers go on beside it. What they write meanwhile, it does not see. */
  read<T>(start: (ask?: Ask) => Plan<T>): Read<T> {
    return this.#inTransaction("deferred", () => {
      // First of all, because the first statement is the one that fixes the snapshot.
      const token = this.#newest();
      return { value: runPlan(start, (wanted) => answer(this.#reads, wanted)), token };
    });
  }

  /**
   * Takes the write lock first, before it looks at any precondition: a lock that is taken on the way would find that
   * what was looked at has changed. Waits for other writers as long as `busyTimeoutMs`.
   */
  write(changes: Changes): Written {
    checkChanges(changes);
    return this.#inTransaction("immediate", () => {
      const { db, clock, storeId } = this.#parts;
      demand(db, changes.preconditions ?? []);
      const transaction = this.#begin(clock());
      return { token: formatToken(storeId, transaction), ...applyChanges(this.#writes, changes, transaction) };
    });
  }

  /** Cost: every live row, in memory at once. */
  contents(): Contents {
    return this.#inTransaction("deferred", () => ({
      token: this.#newest(),
      tuples: liveTuples(this.#parts.db),
      attributes: liveAttributes(this.#parts.db),
    }));
  }

  /** Folds the log into the file where no other connection has it open, so that one file is left to copy. */
  close(): void {
    this.#parts.db.$client.close();
  }

  /** A new revision, at that time. */
  #begin(at: number): number {
    return Number(this.#writes.begin.run({ at: new Date(at) }).lastInsertRowid);
  }

  #newest(): ConsistencyToken {
    return formatToken(this.#parts.storeId, this.#reads.newest.get()?.id ?? 0);
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
