import { Failure, isFailure } from "@relata/model";
import { sql, type SQL } from "drizzle-orm";
import { PgDialect } from "drizzle-orm/pg-core";
import postgresJs, { type RowList, type Row, type Sql, type TransactionSql } from "postgres";
import { migrate, type Dialect } from "../tables/migrate.ts";
import type { Place } from "../tables/places.ts";
import { runEach, type Steps } from "../tables/steps.ts";
import { tryAgain } from "./try-again.ts";

/** How to get to a server, and what to do there first. */
export interface ServerParts {
  readonly url: string;
  readonly place: Required<Place>;
  readonly migrating: "auto" | "never";
  readonly poolSize: number;
  /** How long a call waits for its answer. */
  readonly timeoutMs: number;
}

const dialect = new PgDialect();

/**
 * The client of the tables, which connects at the first call and makes them.
 *
 * Law: a call fails at once where nobody listens, and in time where nothing is heard; and the next one finds the server, as soon as
 * it is there again.
 */
export class Server {
  readonly place: Required<Place>;
  readonly #parts: ServerParts;
  #client: Sql;
  #opened: Promise<unknown> | undefined;

  /** @throws Failure `store_unavailable` for a URL or options that are none */
  constructor(parts: ServerParts) {
    this.place = parts.place;
    this.#parts = parts;
    this.#client = clientOf(parts);
  }

  read<T>(steps: () => Steps<T>): Promise<T> {
    return this.#answered((client) => tryAgain(() => runEach(steps(), rowsOf(client))));
  }

  /** A transaction of its own; again where another came between, so that what is run may be run anew. */
  async write(run: (tx: TransactionSql) => Promise<void>): Promise<void> {
    await this.#answered((client) => tryAgain(() => client.begin(run)));
  }

  /** One statement, for what shares the database, such as limits. */
  query(text: string, values: readonly (string | number | null)[]): Promise<RowList<Row[]>> {
    return this.#answered((client) => client.unsafe(text, [...values], { prepare: true }));
  }

  async opened(): Promise<Sql> {
    await this.#open();
    return this.#client;
  }

  async close(): Promise<void> {
    await this.#client.end({ timeout: 5 });
  }

  /** @throws Failure `store_unavailable` */
  async #answered<T>(run: (client: Sql) => Promise<T>): Promise<T> {
    try {
      // Why without an end: the first of several processes may have much to migrate.
      await this.#open();
      return await this.#within(run, this.#client);
    } catch (error) {
      if (isFailure(error)) throw error;
      const reason = error instanceof Error ? error.message : String(error);
      throw new Failure("store_unavailable", `the tables of keys did not answer: ${reason}`, { cause: error });
    }
  }

  /** The answer; or an error, once so long has passed. */
  async #within<T>(run: (client: Sql) => Promise<T>, client: Sql): Promise<T> {
    const { timeoutMs } = this.#parts;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const over = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        reject(new Error(`there was no answer within ${timeoutMs} ms`));
        this.#renew(client);
      }, timeoutMs);
    });
    try {
      return await Promise.race([run(client), over]);
    } finally {
      clearTimeout(timer);
    }
  }

  /** Why all connections: which one is not heard of is not told. What is under way on the others has a while to end. */
  #renew(client: Sql): void {
    if (client !== this.#client) return;
    this.#client = clientOf(this.#parts);
    client.end({ timeout: 5 }).catch(() => undefined);
  }

  /** Once; again where it failed. */
  #open(): Promise<unknown> {
    const { place, migrating } = this.#parts;
    this.#opened ??= this.#client
      .begin((tx) => runEach(migrate(dialectIn(place.schema), place, migrating), rowsOf(tx)))
      .catch((error: unknown) => {
        this.#opened = undefined;
        throw error;
      });
    return this.#opened;
  }
}

export function rowsOf(client: Sql | TransactionSql): (statement: SQL) => Promise<readonly unknown[]> {
  return async (statement) => {
    const { sql: text, params } = dialect.sqlToQuery(statement);
    return client.unsafe(text, params as (string | number | null)[], { prepare: true });
  };
}

const CONNECT_SECONDS = 10;

function clientOf({ url, poolSize }: ServerParts): Sql {
  try {
    return postgresJs(url, {
      max: poolSize,
      fetch_types: false,
      connect_timeout: CONNECT_SECONDS,
      // Why: by default it waits longer and longer before it connects again, up to 20 seconds, and all who ask wait with it.
      backoff: () => 0,
      // Why: by default it ends connections after half an hour or so, be it between two statements of a transaction.
      max_lifetime: null,
      onnotice: () => undefined,
    });
  } catch {
    // Why without the text and the cause: they may hold a password.
    const message = "the URL of the database is none: write `postgres://user:password@host:5432/database`";
    throw new Failure("store_unavailable", message);
  }
}

function dialectIn(schema: string): Dialect {
  return {
    name: "postgres",
    hasTable: (name) => sql`select 1 from pg_tables where schemaname = ${schema} and tablename = ${name}`,
    opening: ({ prefix }) => [
      sql`select pg_advisory_xact_lock(hashtextextended(${`relata keys ${schema} ${prefix}`}, 0))`,
      sql`create schema if not exists ${sql.identifier(schema)}`,
      // drizzle-kit names no schema.
      sql`set local search_path to ${sql.identifier(schema)}`,
    ],
  };
}
