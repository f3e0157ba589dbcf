import { formatToken, storeClosed, type ConsistencyToken, type NumberedWrite, type Read } from "@relata/store";
import { sql, type SQL } from "drizzle-orm";
import type { Wish } from "./asked.ts";
import type { Database } from "./database.ts";
import { ExpectedTransactions, type Expected } from "./expected-transactions.ts";
import { Freshness } from "./freshness.ts";
import { Listeners } from "./listeners.ts";
import { Numbering } from "./numbering.ts";
import { openDatabase, type Migrate } from "./open-database.ts";
import { OwnWrites } from "./own-writes.ts";
import { placeTransactions } from "./place-transactions.ts";
import { Replicas } from "./replicas.ts";
import { Sequencer } from "./sequencer.ts";
import type { Session } from "./session.ts";
import { Snapshots, type Reading } from "./snapshots.ts";
import type { Scope } from "./state.ts";
import { tryAgain } from "./try-again.ts";

export interface EngineParts {
  readonly database: Database;
  /** Servers that follow it. */
  readonly replicas: readonly Database[];
  readonly replicaLagMs: number;
  readonly replicaWaitMs: number;
  readonly tokenWaitMs: number;
  /** Whether what is written here is numbered here, right after the commit. */
  readonly isSequencer: boolean;
  readonly migrate: Migrate;
  /** Milliseconds since the epoch, for the log of transactions. */
  readonly clock: () => number;
}

/** From this try on a write takes the lock that keeps all others out: then none comes between. */
const ALONE_FROM = 3;

/** What runs in a transaction that writes. A token that it makes is one that the caller is given once it is committed. */
export type Writer<T> = (session: Session, token: (transaction: number) => ConsistencyToken) => Promise<T>;

/**
 * What all stores of a database share: the way to it and to its replicas, the sequencer, and how transactions begin, are
 * tried again and end. The first call connects and brings the tables to this version; one that fails is tried again by the
 * next.
 */
export class Engine {
  readonly database: Database;
  readonly clock: () => number;
  readonly #isSequencer: boolean;
  readonly #own = new OwnWrites();
  readonly #migrate: Migrate;
  readonly #numbering: Numbering;
  readonly #sequencer: Sequencer;
  readonly #expected: ExpectedTransactions;
  readonly #listeners: Listeners;
  readonly #replicas: Replicas;
  readonly #snapshots: Snapshots;
  #opening: Promise<string> | undefined;
  #isClosed = false;

  constructor({ database, migrate, replicas, clock, isSequencer, replicaLagMs, ...waits }: EngineParts) {
    this.database = database;
    this.#migrate = migrate;
    this.clock = clock;
    this.#isSequencer = isSequencer;
    this.#numbering = new Numbering(database, this.#own);
    this.#sequencer = new Sequencer(() => this.#numbering.runIfDue());
    this.#expected = new ExpectedTransactions(database, ({ store, id }) => this.#committed(store, id));
    this.#listeners = new Listeners({ database, open: () => this.open(), tell: () => this.#tell() });
    this.#replicas = new Replicas(replicas);
    const number = () => this.#numbering.run();
    this.#snapshots = new Snapshots({
      ...waits,
      primary: database,
      replicas: this.#replicas,
      freshness: new Freshness(replicaLagMs, this.#own, number),
      own: (store) => (this.#expected.has(store) ? undefined : this.#own.of(store)),
      number,
    });
  }

  /** Who the database is, once its tables are there. */
  open(): Promise<string> {
    if (this.#isClosed) return Promise.reject(storeClosed());
    this.#opening ??= openDatabase(this.database, this.#migrate).catch((error: unknown) => {
      this.#opening = undefined;
      throw error;
    });
    return this.#opening;
  }

  /**
   * In one snapshot of the state that is wished for, with the token of that state.
   *
   * @throws Failure `invalid_consistency_token`, `token_not_reached`, `snapshot_expired`
   */
  async reading<T>(scope: Scope, wish: Wish, run: Reading<T>): Promise<Read<T>> {
    return this.#snapshots.read(await this.open(), scope, wish, run);
  }

  /**
   * In one transaction, tried again where another came between. `alone` keeps every other write out, from before the
   * snapshot until the commit: that is what makes a precondition true when the write is there for others to see.
   *
   * Why a lock on a table: it is the one lock that can be taken before a transaction has its snapshot. At `repeatable
   * read` a row that another transaction has changed since the snapshot is an error, and never passed over.
   */
  async writing<T>({ store }: Scope, alone: boolean, run: Writer<T>): Promise<T> {
    const databaseId = await this.open();
    let told: number[] = [];
    const token = (transaction: number) => {
      told.push(transaction);
      return formatToken({ storeId: databaseId, transactions: [transaction] });
    };
    const value = await tryAgain(this.database.name, (attempt) => {
      const mode = alone || attempt >= ALONE_FROM ? "share row exclusive" : "row exclusive";
      const lock = sql`lock table ${this.database.tables.database} in ${sql.raw(mode)} mode`;
      told = [];
      const closing = () => (told.length === 0 ? [] : [this.place(told)]);
      return this.database.writing(sql`repeatable read`, [lock], (session) => run(session, token), { closing });
    });
    for (const transaction of told) this.#committed(store, transaction);
    return value;
  }

  /** A new row of a transaction of the store, at that time; answers its id. */
  async begin(session: Session, { tables, store }: Scope, at = this.clock()): Promise<number> {
    const [row] = await session.rows<{ id: string }>(
      sql`insert into ${tables.transactions} (store, at) values (${store}, ${at}::bigint) returning id`,
    );
    return Number(row?.id);
  }

  /** Of transactions whose rows are all written: what says where their numbers come. */
  place(ids: readonly number[]): SQL {
    return placeTransactions(this.database.tables.transactions, this.database.place, ids);
  }

  /**
   * Numbers what was committed before the call, by whomever; answers the newest number of all stores. `isSettling` where it
   * shall be noted as well up to which id all is decided.
   */
  async number({ isSettling = false } = {}): Promise<number> {
    await this.open();
    return this.#numbering.run({ isSettling });
  }

  /** Where a write of this process stands, by its id; undefined where it is not known without reading the log. Never fails. */
  async numberedWrite(transaction: number): Promise<NumberedWrite | undefined> {
    return this.#numbering.numberedWrite(transaction).catch(() => undefined);
  }

  /** Waits until what was committed before the call has been numbered, as soon as it would be anyway. */
  async numbered(): Promise<void> {
    await this.open();
    this.#numbering.request();
    await this.#sequencer.told();
  }

  /**
   * Says that a transaction of the application holds a write to a store: it is looked out for, and numbered once it is
   * committed, of which the application tells nobody.
   */
  expect(expected: Expected): void {
    if (this.#isSequencer || this.#replicas.count > 0) this.#expected.add(expected);
  }

  /** Calls the function whenever the log of the store may have grown; answers how to stop. */
  listen(store: string, wake: () => void): () => void {
    return this.#listeners.add(store, wake);
  }

  /** Waits for what is under way, and ends the connections. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#listeners.close();
    await this.#expected.close();
    await this.#sequencer.settle();
    await Promise.all([this.database.close(), this.#replicas.close()]);
  }

  #committed(store: string, id: number): void {
    if (this.#replicas.count > 0) this.#own.add(store, id);
    if (!this.#isSequencer) return;
    this.#numbering.expect(id);
    this.#tell();
  }

  #tell(): void {
    this.#numbering.request();
    this.#sequencer.tell();
  }
}
