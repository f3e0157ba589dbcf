import type { StoreLoad } from "@relata/store";
import { sql, type SQL } from "drizzle-orm";
import type { Sql } from "postgres";
import { asFailure } from "./as-failure.ts";
import type { Connections, UseOptions } from "./connections.ts";
import { literal } from "./literal.ts";
import type { ClientEvents } from "./open-client.ts";
import type { Session } from "./session.ts";
import { qualifiedTablesIn, type Tables, type TablesOptions } from "./tables/tables.ts";

export interface DatabaseParts {
  readonly connections: Connections;
  /** Where its tables are, and how they are named. */
  readonly place: Required<TablesOptions>;
  /** The database in messages, without a password. */
  readonly name: string;
  readonly statementTimeoutMs: number;
}

export interface WritingOptions extends UseOptions {
  /** Statements without parameters, sent with the commit. */
  readonly closing?: () => readonly SQL[];
}

/** How the server plans statements. */
export const PLANNING: readonly SQL[] = [
  // Why: recursive queries look dear to the planner, and compiling one takes longer than a thousand of its runs.
  sql.raw("set local jit = off"),
  // Why: a page is the beginning of an index. Where the planner takes the store for small, it would rather collect all of it
  // and sort that.
  sql.raw("set local enable_bitmapscan = off"),
];

/** Transactions on the database of a store. */
export class Database {
  readonly tables: Tables;
  readonly place: Required<TablesOptions>;
  readonly name: string;
  readonly #connections: Connections;
  readonly #settings: readonly SQL[];

  constructor({ connections, place, name, statementTimeoutMs }: DatabaseParts) {
    this.#connections = connections;
    this.place = place;
    this.tables = qualifiedTablesIn(place);
    this.name = name;
    this.#settings = [sql.raw(`set local statement_timeout = ${Math.ceil(statementTimeoutMs)}`), ...PLANNING];
  }

  get load(): StoreLoad {
    return this.#connections.load;
  }

  /** Lends a connection to the function; its errors become failures. */
  async use<T>(run: (session: Session) => Promise<T>): Promise<T> {
    try {
      return await this.#connections.use(run);
    } catch (error) {
      throw asFailure(error, this.name);
    }
  }

  /**
   * A transaction that sees one snapshot and writes nothing. `first` is one more statement, sent with the opening: it fixes the
   * snapshot, and its rows are given to the function without waiting for them. It is asked for with its values as parameters
   * where the connection keeps statements, and else as text of it, because all else would be a round trip more.
   *
   * Cost: no round trip of its own, where the function sends its first statement before it awaits the rows.
   */
  async reading<T, Row extends object>(
    first: (written?: (value: string) => SQL) => SQL,
    run: (session: Session, rows: Promise<readonly Row[]>) => Promise<T>,
  ): Promise<T> {
    return this.use(async (session) => {
      const begin = [sql`begin isolation level repeatable read read only`, ...this.#settings];
      const rows = session.isPreparing
        ? Promise.all([session.script(...begin), session.rows<Row>(first())]).then(([, found]) => found)
        : session.script<Row>(...begin, first(literal));
      // Why: the function may fail before it awaits them.
      rows.catch(() => undefined);
      try {
        return await run(session, rows);
      } finally {
        await end(session, sql`rollback`);
      }
    });
  }

  /**
   * A transaction that writes: committed where the function returns, rolled back where it throws. `opening` are
   * statements without parameters, sent with its begin.
   *
   * @throws DatabaseError, so that whoever called can try again
   */
  async writing<T>(
    isolation: SQL,
    opening: readonly SQL[],
    run: (session: Session) => Promise<T>,
    { closing = () => [], ...options }: WritingOptions = {},
  ): Promise<T> {
    return this.#connections.use(async (session) => {
      let value: T;
      try {
        await session.script(sql`begin isolation level ${isolation}`, ...this.#settings, ...opening);
        value = await run(session);
      } catch (error) {
        await end(session, sql`rollback`);
        throw error;
      }
      await session.script(...closing(), sql`commit`);
      return value;
    }, options);
  }

  /**
   * A transaction of statements without parameters at `read committed`, in one message; answers the rows of the last that
   * answers rows. Cost: one round trip.
   */
  async atOnce<Row extends object>(...statements: readonly SQL[]): Promise<readonly Row[]> {
    return this.use(async (session) => {
      try {
        return await session.script<Row>(
          sql`begin isolation level read committed`,
          ...this.#settings,
          ...statements,
          sql`commit`,
        );
      } catch (error) {
        await end(session, sql`rollback`);
        throw error;
      }
    });
  }

  /** A client for one connection beside the others, for what holds on to it; whoever opens it ends it. */
  openClient(events: ClientEvents): Sql {
    return this.#connections.openAnother(events);
  }

  /** Ends every connection, once what is under way is done. */
  async close(): Promise<void> {
    await this.#connections.close();
  }
}

/** Nothing hangs on how this ends: where it fails, the connection is lost, and the server rolls back by itself. */
async function end(session: Session, how: SQL): Promise<void> {
  await session.script(how).catch(() => undefined);
}
