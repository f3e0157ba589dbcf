import type { Ask, Plan } from "@relata/resolver";
import {
  checkChanges,
  checkLimit,
  type AsyncStoreInTransaction,
  type AttributePage,
  type Changes,
  type Collected,
  type CollectOptions,
  type Contents,
  type DeletedMatching,
  type DeleteOptions,
  type PageOptions,
  type Read,
  type ReadOptions,
  type ScanBatch,
  type ScanOptions,
  type StoreLoad,
  type TransactionalStore,
  type TupleFilter,
  type TuplePage,
  type Written,
} from "@relata/store";
import { sql } from "drizzle-orm";
import { ApplicationTransaction, type PostgresTransaction } from "./application-transaction.ts";
import { attributesOfStore } from "./attributes-of-store.ts";
import { collectGarbage } from "./collect-garbage.ts";
import { attributesOf, tuplesOf } from "./contents.ts";
import { deleteMatching } from "./delete-matching.ts";
import type { Engine } from "./engine.ts";
import { tuplesMatching } from "./tuples-matching.ts";
import { liveRows, type PostgresLiveRows } from "./live-rows.ts";
import { pageOf } from "./page-of.ts";
import { PostgresInTransaction } from "./in-transaction.ts";
import { PostgresLog } from "./postgres-log.ts";
import { PostgresModels } from "./postgres-models.ts";
import { PostgresStores } from "./postgres-stores.ts";
import { demand } from "./preconditions.ts";
import { readBatch } from "./read-batch.ts";
import { scanOf } from "./scan.ts";
import type { Scope } from "./state.ts";
import { tuplesOfStore } from "./tuples-of-store.ts";
import { toWritten, writeChanges } from "./write-changes.ts";

/**
 * The port on PostgreSQL: one store of a database.
 *
 * Law: whatever a read answers is of one snapshot, and its token names the newest write in it. A write is tried again
 * only where nothing of it happened.
 */
export class PostgresStore implements TransactionalStore<PostgresTransaction, AsyncStoreInTransaction> {
  readonly name: string;
  readonly models: PostgresModels;
  readonly stores: PostgresStores<PostgresStore>;
  readonly log: PostgresLog;
  readonly #engine: Engine;
  readonly #scope: Scope;
  /** Whether the database is another store's to close. */
  readonly #isGuest: boolean;

  constructor(engine: Engine, store: string, { isGuest = false } = {}) {
    this.name = store;
    this.#engine = engine;
    this.#scope = { tables: engine.database.tables, store };
    this.#isGuest = isGuest;
    this.log = new PostgresLog(engine, this.#scope);
    this.models = new PostgresModels(engine, this.#scope);
    this.stores = new PostgresStores(engine, (name) => new PostgresStore(engine, name, { isGuest: true }));
  }

  /**
   * Waits for no writer. Cost: a round trip for each batch that wants anything, and one more for the end; a plan that
   * wants nothing costs one.
   */
  async read<T>(start: (ask?: Ask) => Plan<T>, options: ReadOptions = {}): Promise<Read<T>> {
    await this.#engine.open();
    let begun: Begun<T> | undefined = begin(start);
    if (begun.step.done === true) {
      const { value } = begun.step;
      return this.#engine.reading(this.#scope, options, { of: () => value });
    }
    return this.#engine.reading(this.#scope, options, async (session, state, opened) => {
      // Why anew where the first was not to be: answers that it has been given may be of another snapshot.
      const { plan, step: first } = begun ?? begin(start);
      begun = undefined;
      let step = first;
      while (step.done !== true) {
        const answers = await readBatch(session, state, step.value);
        await opened;
        step = plan.next(answers);
      }
      return step.value;
    });
  }

  /**
   * Writes run beside each other, and only those of the same keys wait for one another. A write with preconditions waits
   * for all others, and they for it.
   */
  async write(changes: Changes): Promise<Written> {
    checkChanges(changes);
    const isAlone = (changes.preconditions ?? []).length > 0;
    return this.#engine.writing(this.#scope, isAlone, async (session, token) =>
      toWritten(await writeChanges(session, this.#engine, this.#scope, changes), token),
    );
  }

  /** Waits as a write does. Cost: what is deleted, and of a filter that begins no index a walk over the store. */
  async deleteMatching(
    filter: TupleFilter,
    { preconditions = [], limit }: DeleteOptions = {},
  ): Promise<DeletedMatching> {
    if (limit !== undefined) checkLimit(limit);
    return this.#engine.writing(this.#scope, preconditions.length > 0, async (session, token) => {
      await demand(session, this.#scope, preconditions);
      const transaction = await this.#engine.begin(session, this.#scope);
      return {
        token: token(transaction),
        ...(await deleteMatching(session, this.#scope, filter, { limit, transaction })),
      };
    });
  }

  /** Cost: every row of the state, in memory at once. */
  async contents(options: ReadOptions = {}): Promise<Contents> {
    const { value, token } = await this.#engine.reading(this.#scope, options, async (session, state) => {
      const [tuples, attributes] = await Promise.all([tuplesOf(session, state), attributesOf(session, state)]);
      return { tuples, attributes };
    });
    return { ...value, token };
  }

  /** Holds a connection, and its snapshot, until it ends. */
  scan(options?: ScanOptions): AsyncIterable<ScanBatch> {
    return scanOf(this.#engine, this.#scope, options);
  }

  /** In the order of object or of subject, by bytes. */
  async tuples(filter: TupleFilter, options: PageOptions): Promise<TuplePage> {
    const listing = tuplesOfStore(this.#scope.store, filter);
    const { entries, page } = await pageOf(this.#engine, this.#scope, listing, options);
    return { tuples: entries, ...page };
  }

  /** By object, in the order of bytes. */
  async attributes(options: PageOptions): Promise<AttributePage> {
    const listing = attributesOfStore(this.#scope.store);
    const { entries, page } = await pageOf(this.#engine, this.#scope, listing, options);
    return { attributes: entries, ...page };
  }

  /** Cost: the tuples that match, and of a filter that begins no index a walk over the store. */
  async count(filter: TupleFilter, options: ReadOptions = {}): Promise<Read<number>> {
    return this.#engine.reading(this.#scope, options, async (session, state) => {
      const rows = tuplesMatching(state, filter, sql``);
      const [row] = await session.rows<{ count: string }>(sql`select count(*) as count from (${rows}) t`, {
        keep: false,
      });
      return Number(row?.count);
    });
  }

  /**
   * Waits for nobody's rows, and holds none that others want. What was made by a write that is under way, or after one,
   * stays until a later collection. Cost: history that goes; what stays is not looked at.
   */
  async collectGarbage({ before, batch = 1_000 }: CollectOptions): Promise<Collected> {
    await this.#engine.open();
    checkLimit(batch);
    return collectGarbage(this.#engine, before, batch);
  }

  /**
   * The store through a transaction of the application's own, of drizzle or of postgres.js, on this database.
   *
   * @throws Failure `invalid_transaction`
   */
  in(transaction: PostgresTransaction): PostgresInTransaction {
    const { database } = this.#engine;
    const inside = new ApplicationTransaction(transaction, database, () => this.#engine.open());
    return new PostgresInTransaction(this.#engine, this.#scope, inside);
  }

  /** The live rows of this store, for statements on a connection of the application's own. */
  get live(): PostgresLiveRows {
    return liveRows(this.#scope.tables, this.name, () => this.#engine.open());
  }

  /** Of the primary's connections. */
  get load(): StoreLoad {
    return this.#engine.database.load;
  }

  /** Waits for what is under way, and ends the connections. */
  async close(): Promise<void> {
    if (!this.#isGuest) await this.#engine.close();
  }
}

/** A plan with its first step. */
interface Begun<T> {
  readonly plan: Plan<T>;
  readonly step: ReturnType<Plan<T>["next"]>;
}

function begin<T>(start: (ask?: Ask) => Plan<T>): Begun<T> {
  const plan = start();
  return { plan, step: plan.next() };
}
