import { setTimeout as sleep } from "node:timers/promises";
import type { Ask, Plan } from "@relata/resolver";
import {
  checkChanges,
  formatToken,
  storeClosed,
  type Changes,
  type ConsistencyToken,
  type Contents,
  type Read,
  type Store,
  type Written,
} from "@relata/store";
import { sql, type SQL } from "drizzle-orm";
import { asFailure, isConflict } from "./as-failure.ts";
import type { Database } from "./database.ts";
import { liveAttributes, liveTuples } from "./live-contents.ts";
import { openDatabase } from "./open-database.ts";
import { PostgresModels } from "./postgres-models.ts";
import { demand } from "./preconditions.ts";
import { readBatch } from "./read-batch.ts";
import { Sequencer } from "./sequencer.ts";
import type { Session } from "./session.ts";
import { writeAttributes } from "./write-attributes.ts";
import { writeTuples } from "./write-tuples.ts";

export interface PostgresParts {
  readonly database: Database;
  /** Milliseconds since the epoch, for the log of transactions. */
  readonly clock: () => number;
}

/** How often a write is tried where others come between. */
const TRIES = 6;

/** From this try on a write takes the lock that keeps all others out: then none comes between. */
const ALONE_FROM = 3;

/**
 * The port on PostgreSQL. The first call connects and brings the tables to this version; one that fails is tried again
 * by the next.
 *
 * Law: whatever a read answers is of one snapshot, and its token names the newest write in it. A write is tried again
 * only where nothing of it happened.
 */
export class PostgresStore implements Store {
  readonly models: PostgresModels;
  readonly #database: Database;
  readonly #clock: () => number;
  readonly #sequencer: Sequencer;
  #opening: Promise<string> | undefined;
  #isClosed = false;

  constructor({ database, clock }: PostgresParts) {
    this.#database = database;
    this.#clock = clock;
    this.#sequencer = new Sequencer(database);
    this.models = new PostgresModels({
      reading: (run) => this.#reading(run),
      writing: (run) => this.#writing(true, run),
      begin: (session, at) => this.#begin(session, at),
      newest: (session) => this.#newest(session),
      tables: database.tables,
    });
  }

  /**
   * Waits for no writer. Cost: a round trip for each batch that wants anything, and one more for the end; a plan that
   * wants nothing costs one.
   */
  async read<T>(start: (ask?: Ask) => Plan<T>): Promise<Read<T>> {
    const storeId = await this.#open();
    const plan = start();
    let step = plan.next();
    if (step.done === true) {
      const id = await this.#database.use((session) => this.#newest(session));
      return { value: step.value, token: formatToken(storeId, id) };
    }
    return this.#reading(async (session, token) => {
      while (step.done !== true) step = plan.next(await readBatch(session, this.#database.tables, step.value));
      return { value: step.value, token: await token };
    });
  }

  /**
   * Writes run beside each other, and only those of the same keys wait for one another. A write with preconditions waits
   * for all others, and they for it.
   */
  async write(changes: Changes): Promise<Written> {
    checkChanges(changes);
    const { preconditions = [], attributes = [] } = changes;
    const { tables } = this.#database;
    return this.#writing(preconditions.length > 0, async (session, token) => {
      await demand(session, tables, preconditions);
      const transaction = await this.#begin(session, this.#clock());
      const counts = await writeTuples(session, tables, changes, transaction);
      await writeAttributes(session, tables, attributes, transaction);
      return { token: token(transaction), ...counts };
    });
  }

  /** Cost: every live row, in memory at once. */
  async contents(): Promise<Contents> {
    const { tables } = this.#database;
    return this.#reading(async (session, token) => {
      const [tuples, attributes] = await Promise.all([liveTuples(session, tables), liveAttributes(session, tables)]);
      return { token: await token, tuples, attributes };
    });
  }

  /** Waits for what is under way, and ends the connections. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#sequencer.settle();
    await this.#database.close();
  }

  /** Who the store is, once its tables are there. */
  #open(): Promise<string> {
    if (this.#isClosed) return Promise.reject(storeClosed());
    this.#opening ??= openDatabase(this.#database).catch((error: unknown) => {
      this.#opening = undefined;
      throw error;
    });
    return this.#opening;
  }

  /** In one snapshot; the token is of it. */
  async #reading<T>(run: (session: Session, token: Promise<ConsistencyToken>) => Promise<T>): Promise<T> {
    const storeId = await this.#open();
    return this.#database.reading<T, { id: string }>(this.#newestQuery(), (session, rows) => {
      const token = rows.then(([row]) => formatToken(storeId, Number(row?.id)));
      // Why: the function may fail before it awaits the token.
      token.catch(() => undefined);
      return run(session, token);
    });
  }

  /**
   * In one transaction, tried again where another came between. `alone` keeps every other write out, from before the
   * snapshot until the commit: that is what makes a precondition true when the write is there for others to see.
   *
   * Why a lock on a table: it is the one lock that can be taken before a transaction has its snapshot. At `repeatable
   * read` a row that another transaction has changed since the snapshot is an error, and never passed over.
   */
  async #writing<T>(
    alone: boolean,
    run: (session: Session, token: (transaction: number) => ConsistencyToken) => Promise<T>,
  ): Promise<T> {
    const storeId = await this.#open();
    const token = (transaction: number) => formatToken(storeId, transaction);
    for (let attempt = 1; ; attempt++) {
      const mode = alone || attempt >= ALONE_FROM ? "share row exclusive" : "row exclusive";
      const lock = sql`lock table ${this.#database.tables.database} in ${sql.raw(mode)} mode`;
      try {
        const value = await this.#database.writing(sql`repeatable read`, [lock], (session) => run(session, token));
        this.#sequencer.tell();
        return value;
      } catch (error) {
        if (!isConflict(error) || attempt === TRIES) throw asFailure(error, this.#database.name);
        // Not all at the same moment again.
        await sleep(Math.random() * 10 * attempt);
      }
    }
  }

  /** A new transaction row, at that time. */
  async #begin(session: Session, at: number): Promise<number> {
    const { transactions } = this.#database.tables;
    const [row] = await session.rows<{ id: string }>(
      sql`insert into ${transactions} (at) values (${at}::bigint) returning id`,
    );
    return Number(row?.id);
  }

  /** The newest transaction that is seen; 0 before the first. */
  async #newest(session: Session): Promise<number> {
    const [row] = await session.script<{ id: string }>(this.#newestQuery());
    return Number(row?.id);
  }

  #newestQuery(): SQL {
    return sql`select coalesce(max(id), 0) as id from ${this.#database.tables.transactions}`;
  }
}
