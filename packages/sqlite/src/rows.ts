import type { Ask, Plan } from "@relata/resolver";
import {
  formatToken,
  runPlan,
  type Changes,
  type ConsistencyToken,
  type Contents,
  type Read,
  type Written,
} from "@relata/store";
import { answer } from "./answer.ts";
import { applyChanges } from "./apply-changes.ts";
import { liveAttributes, liveTuples } from "./live-contents.ts";
import { demand } from "./preconditions.ts";
import { readStatements, type ReadStatements } from "./read-statements.ts";
import type { Sql } from "./sql.ts";
import { writeStatements, type WriteStatements } from "./write-statements.ts";

/** Whose rows they are, and what time it is, in milliseconds since the epoch. */
export interface RowsOptions {
  readonly storeId: string;
  readonly clock: () => number;
}

/**
 * The rows of a store as one connection sees them. Nothing here begins or ends a transaction: that is for whoever owns
 * the connection, the store or the application.
 */
export class Rows {
  readonly #db: Sql;
  readonly #options: RowsOptions;
  readonly #reads: ReadStatements;
  readonly #writes: WriteStatements;

  constructor(db: Sql, options: RowsOptions) {
    this.#db = db;
    this.#options = options;
    this.#reads = readStatements(db);
    this.#writes = writeStatements(db);
  }

  read<T>(start: (ask?: Ask) => Plan<T>): Read<T> {
    // First of all, because the first statement is the one that fixes the snapshot.
    const token = this.token();
    return { value: runPlan(start, (wanted) => answer(this.#reads, wanted)), token };
  }

  /** Where it throws, what it did must be rolled back. The changes have been checked. */
  write(changes: Changes): Written {
    demand(this.#db, changes.preconditions ?? []);
    const transaction = this.begin(this.#options.clock());
    return { token: this.token(transaction), ...applyChanges(this.#writes, changes, transaction) };
  }

  contents(): Contents {
    return { token: this.token(), tuples: liveTuples(this.#db), attributes: liveAttributes(this.#db) };
  }

  /** A new revision, at that time: its transaction. */
  begin(at: number): number {
    return Number(this.#writes.begin.run({ at: new Date(at) }).lastInsertRowid);
  }

  /** The token of a transaction; unless given, of the newest. */
  token(transaction = this.#reads.newest.get()?.id ?? 0): ConsistencyToken {
    return formatToken(this.#options.storeId, transaction);
  }
}
