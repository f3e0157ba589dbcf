import { formatToken, storeClosed, type ConsistencyToken, type ReadOptions } from "@relata/store";
import { sql } from "drizzle-orm";
import type { Database } from "./database.ts";
import { literal } from "./literal.ts";
import { openDatabase, type Migrate } from "./open-database.ts";
import { Sequencer } from "./sequencer.ts";
import type { Session } from "./session.ts";
import type { Scope, State } from "./state.ts";
import { tryAgain } from "./try-again.ts";

export interface EngineParts {
  readonly database: Database;
  readonly migrate: Migrate;
  /** Milliseconds since the epoch, for the log of transactions. */
  readonly clock: () => number;
}

/** From this try on a write takes the lock that keeps all others out: then none comes between. */
const ALONE_FROM = 3;

/**
 * Which state is to be read: the one that was asked for, or that of a number. `isNumbered` where it must be one that can be
 * read again, as pages are.
 */
export type Wish = (ReadOptions & { readonly isNumbered?: boolean }) | { readonly at: number };

/** What runs in a transaction that reads: of which state, and the token of that. */
export type Reader<T> = (session: Session, state: State, token: Promise<ConsistencyToken>) => Promise<T>;

/** What runs in a transaction that writes. */
export type Writer<T> = (session: Session, token: (transaction: number) => ConsistencyToken) => Promise<T>;

/**
 * What all stores of a database share: the way to it, the sequencer, and how transactions begin, are tried again and end.
 * The first call connects and brings the tables to this version; one that fails is tried again by the next.
 */
export class Engine {
  readonly database: Database;
  readonly clock: () => number;
  readonly #migrate: Migrate;
  readonly #sequencer: Sequencer;
  #opening: Promise<string> | undefined;
  #isClosed = false;

  constructor({ database, migrate, clock }: EngineParts) {
    this.database = database;
    this.#migrate = migrate;
    this.clock = clock;
    this.#sequencer = new Sequencer(database);
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
   * In one snapshot; the token is of the state.
   *
   * @throws Failure `invalid_token`, `token_not_reached`, `snapshot_expired`
   */
  async reading<T>(scope: Scope, wish: Wish, run: Reader<T>): Promise<T> {
    const storeId = await this.open();
    if ("isNumbered" in wish) await this.number();
    const [last] = await this.database.use((session) =>
      session.rows<{ number: string }>(
        sql`select coalesce(max(number), 0) as number from ${scope.tables.transactions}`,
      ),
    );
    const at = "at" in wish ? wish.at : "isNumbered" in wish ? Number(last?.number) : undefined;
    const newest = sql`select coalesce(max(id), 0) as id from ${scope.tables.transactions}
      where store = ${literal(scope.store)}`;
    return this.database.reading<T, { id: string }>(newest, (session, rows) => {
      const token = rows.then(([row]) => formatToken({ storeId, transactions: [Number(row?.id)] }));
      // Why: the function may fail before it awaits the token.
      token.catch(() => undefined);
      return run(session, at === undefined ? scope : { ...scope, at }, token);
    });
  }

  /** The token of what the session sees of the store. */
  async tokenOf(session: Session, { tables, store }: Scope): Promise<ConsistencyToken> {
    const storeId = await this.open();
    const [row] = await session.rows<{ id: string }>(
      sql`select coalesce(max(id), 0) as id from ${tables.transactions} where store = ${store}`,
    );
    return formatToken({ storeId, transactions: [Number(row?.id)] });
  }

  /**
   * In one transaction, tried again where another came between. `alone` keeps every other write out, from before the
   * snapshot until the commit: that is what makes a precondition true when the write is there for others to see.
   *
   * Why a lock on a table: it is the one lock that can be taken before a transaction has its snapshot. At `repeatable
   * read` a row that another transaction has changed since the snapshot is an error, and never passed over.
   */
  async writing<T>(alone: boolean, run: Writer<T>): Promise<T> {
    const storeId = await this.open();
    const token = (transaction: number) => formatToken({ storeId, transactions: [transaction] });
    const value = await tryAgain(this.database.name, (attempt) => {
      const mode = alone || attempt >= ALONE_FROM ? "share row exclusive" : "row exclusive";
      const lock = sql`lock table ${this.database.tables.database} in ${sql.raw(mode)} mode`;
      return this.database.writing(sql`repeatable read`, [lock], (session) => run(session, token));
    });
    this.#sequencer.tell();
    return value;
  }

  /**
   * A new row of a transaction of the store, at that time; answers its id.
   *
   * Law: the server has given the transaction an id of its own before the row has one. What is below a row that can be seen
   * is then known to be settled, once no transaction of the server is as old as the row.
   */
  async begin(session: Session, { tables, store }: Scope, at = this.clock()): Promise<number> {
    const [row] = await session.rows<{ id: string }>(
      sql`insert into ${tables.transactions} (store, at)
        select ${store}, ${at}::bigint where pg_current_xact_id() is not null returning id`,
    );
    return Number(row?.id);
  }

  /** Numbers what was committed and has none. */
  async number(): Promise<void> {
    await this.open();
    this.#sequencer.tell();
    await this.#sequencer.settle();
  }

  /** Waits for what is under way, and ends the connections. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#sequencer.settle();
    await this.database.close();
  }
}
