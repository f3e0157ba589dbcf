import type { Ask, Plan } from "@relata/resolver";
import {
  checkChanges,
  checkLimit,
  type AttributePage,
  type Changes,
  type Collected,
  type CollectOptions,
  type Contents,
  type DeletedMatching,
  type DeleteOptions,
  type MaybePromise,
  type PageOptions,
  type Read,
  type ReadOptions,
  type ScanBatch,
  type ScanOptions,
  type TransactionalStore,
  type TupleFilter,
  type TuplePage,
  type Written,
} from "@relata/store";
import { attributePage } from "./attribute-page.ts";
import { collectGarbage } from "./collect-garbage.ts";
import { deleteMatching } from "./delete-matching.ts";
import { SqliteInTransaction, type SqliteTransaction } from "./in-transaction.ts";
import { countMatching } from "./preconditions.ts";
import { liveRows, type SqliteLiveRows } from "./live-rows.ts";
import { readContents, readPlan } from "./read.ts";
import { scanOf } from "./scan.ts";
import type { Scope } from "./scope.ts";
import type { Opened, SqliteDatabase } from "./sqlite-database.ts";
import { SqliteLog } from "./sqlite-log.ts";
import { SqliteModels } from "./sqlite-models.ts";
import { SqliteStores } from "./sqlite-stores.ts";
import { stateFor, tokenOf } from "./states.ts";
import { tuplePage } from "./tuple-page.ts";
import { writeChanges } from "./write-changes.ts";

/**
 * The port on SQLite. A method answers at once, with a value, where nothing is in its way; it blocks the event loop while
 * SQLite works. Where another connection holds a lock, it answers a promise, and nothing blocks.
 *
 * Law: whatever a method reads, it reads in one transaction, and its token names the newest write in it. A file has no
 * replicas, so that `fast` and `latest` are the same.
 */
export class SqliteStore implements TransactionalStore<SqliteTransaction> {
  readonly name: string;
  readonly models: SqliteModels;
  readonly log: SqliteLog;
  readonly stores: SqliteStores<SqliteStore>;
  readonly #database: SqliteDatabase;
  readonly #close: () => void;
  #scope: Scope | undefined;

  /** For `sqlite`, which opens the database. */
  constructor(database: SqliteDatabase, name: string, close: () => void) {
    this.#database = database;
    this.name = name;
    this.#close = close;
    this.models = new SqliteModels(database, name);
    this.log = new SqliteLog(database, name);
    this.stores = new SqliteStores(database, (other) => new SqliteStore(database, other, () => undefined));
  }

  read<T>(start: (ask?: Ask) => Plan<T>, options?: ReadOptions): MaybePromise<Read<T>> {
    return this.#reading((scope) => readPlan(scope, start, options));
  }

  write(changes: Changes): MaybePromise<Written> {
    checkChanges(changes);
    return this.#writing((scope) => writeChanges(scope, changes, this.#database.clock));
  }

  deleteMatching(filter: TupleFilter, options: DeleteOptions = {}): MaybePromise<DeletedMatching> {
    if (options.limit !== undefined) checkLimit(options.limit);
    return this.#writing((scope) => deleteMatching(scope, filter, options, this.#database.clock));
  }

  /** Cost: every tuple and attribute of the state, in memory at once. */
  contents(options?: ReadOptions): MaybePromise<Contents> {
    return this.#reading((scope) => readContents(scope, options));
  }

  /** Holds nothing between two batches: a scan that is slow stands in nobody's way. */
  scan(options?: ScanOptions): AsyncIterable<ScanBatch> {
    return scanOf((run) => this.#reading(run), options);
  }

  /** In the order of the index that the filter begins; by key where it begins none. */
  tuples(filter: TupleFilter, options: PageOptions): MaybePromise<TuplePage> {
    return this.#reading((scope) => tuplePage(scope, filter, options));
  }

  attributes(options: PageOptions): MaybePromise<AttributePage> {
    return this.#reading((scope) => attributePage(scope, options));
  }

  count(filter: TupleFilter, options?: ReadOptions): MaybePromise<Read<number>> {
    return this.#reading((scope) => {
      const state = stateFor(scope, options?.consistency);
      return { value: countMatching(scope, state, filter), token: tokenOf(scope, state.number) };
    });
  }

  collectGarbage(options: CollectOptions): Promise<Collected> {
    return collectGarbage(this.#database, options);
  }

  /**
   * The store through a transaction of the application's own, on its own connection to this file.
   *
   * @throws Failure `invalid_transaction`, `closed`
   */
  in(transaction: SqliteTransaction): SqliteInTransaction {
    return new SqliteInTransaction(transaction, this.#database, this.name);
  }

  /** The live rows of this store, for statements on a connection of the application's own. */
  get live(): SqliteLiveRows {
    return liveRows(this.#database.place.tables, this.name, () =>
      this.#database.asking(({ databaseId }) => databaseId),
    );
  }

  close(): void {
    this.#close();
  }

  #reading<T>(run: (scope: Scope) => T): MaybePromise<T> {
    return this.#database.reading((opened) => run(this.#scopeOf(opened)));
  }

  #writing<T>(run: (scope: Scope) => T): MaybePromise<T> {
    return this.#database.writing((opened) => run(this.#scopeOf(opened)));
  }

  #scopeOf(opened: Opened): Scope {
    return (this.#scope ??= { ...opened, store: this.name });
  }
}
