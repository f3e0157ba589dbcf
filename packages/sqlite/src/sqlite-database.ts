import { storeClosed, tokenNotReached, type MaybePromise } from "@relata/store";
import { asFailure, isBusy } from "./as-failure.ts";
import type { Connection } from "./connection.ts";
import { Listeners } from "./listeners.ts";
import { connect, openingFailure, settle } from "./open-file.ts";
import { persist, Queue } from "./persist.ts";
import type { Place } from "./place.ts";
import { Statements } from "./statements.ts";
import { TokenAhead } from "./states.ts";
import { transact } from "./transact.ts";

export interface DatabaseOptions {
  readonly busyTimeoutMs: number;
  readonly tokenTimeoutMs: number;
  readonly migrate: "auto" | "never";
  /** Milliseconds since the epoch, for the log of transactions. */
  readonly clock: () => number;
}

/** A database whose tables are there. */
export interface Opened {
  readonly statements: Statements;
  readonly databaseId: string;
}

/**
 * What all stores of a file share: its connection, and how transactions begin, wait for locks, and end.
 *
 * Law: no lock is ever waited for inside SQLite. What finds one is tried again later, while the event loop goes on. No
 * promise is awaited inside a transaction, so that no two methods are ever in between each other.
 */
export class SqliteDatabase {
  readonly place: Place;
  readonly clock: () => number;
  readonly listeners: Listeners;
  readonly #connection: Connection;
  readonly #options: DatabaseOptions;
  readonly #writes: Queue;
  #opened: Opened | undefined;

  /**
   * Opens the file. Where another connection holds a lock that is in the way, the first call does the rest.
   *
   * @throws Failure `store_unavailable`, `store_unreadable`, `store_newer`, `store_outdated`
   */
  constructor(place: Place, options: DatabaseOptions) {
    this.place = place;
    this.clock = options.clock;
    this.#options = options;
    this.#connection = connect(place.path);
    this.#writes = new Queue((error) => this.#patience(error));
    this.listeners = new Listeners(() => this.#connection.pragma("data_version"));
    try {
      this.opened();
    } catch (error) {
      if (isBusy(error)) return;
      this.#connection.client.close();
      throw openingFailure(error, place.path);
    }
  }

  /** Throws what SQLite throws where a lock is still in the way. @throws Failure `closed` */
  opened(): Opened {
    if (!this.#connection.client.open) throw storeClosed();
    return (this.#opened ??= this.#settle());
  }

  /** Runs the function in one snapshot. Waits for nobody: what others write meanwhile, it does not see. */
  reading<T>(run: (opened: Opened) => T): MaybePromise<T> {
    return this.asking((opened) => transact(this.#connection, "deferred", () => run(opened)));
  }

  /** Runs a function of one statement, which is a snapshot of its own: without a transaction it takes half as long. */
  asking<T>(run: (opened: Opened) => T): MaybePromise<T> {
    return this.#translated(() =>
      persist(
        () => run(this.opened()),
        (error) => this.#patience(error),
      ),
    );
  }

  /**
   * Runs the function with the write lock, which is taken first: one that is taken on the way would find that what was
   * looked at has changed. Those that wait for the lock are done in the order in which they came.
   */
  writing<T>(run: (opened: Opened) => T): MaybePromise<T> {
    return this.#translated(() =>
      this.#writes.do(() => {
        const opened = this.opened();
        const value = transact(this.#connection, "immediate", () => run(opened));
        this.listeners.tell();
        return value;
      }),
    );
  }

  /** Folds the log into the file where no other connection has it open, so that one file is left to copy. */
  close(): void {
    this.listeners.close();
    this.#connection.client.close();
  }

  #settle(): Opened {
    const databaseId = settle(this.#connection, this.place, this.#options.migrate);
    return { databaseId, statements: new Statements(this.#connection, this.place.tables) };
  }

  #patience(error: unknown): number {
    if (isBusy(error)) return this.#options.busyTimeoutMs;
    return error instanceof TokenAhead ? this.#options.tokenTimeoutMs : 0;
  }

  #translated<T>(run: () => MaybePromise<T>): MaybePromise<T> {
    try {
      const value = run();
      return value instanceof Promise ? value.catch((error: unknown) => this.#fail(error)) : value;
    } catch (error) {
      return this.#fail(error);
    }
  }

  #fail(error: unknown): never {
    if (error instanceof TokenAhead) throw tokenNotReached(this.#options.tokenTimeoutMs);
    throw asFailure(error, this.place.path);
  }
}
