import { Failure, isFailure } from "@relata/model";
import { sql, type SQL } from "drizzle-orm";
import { PgDialect } from "drizzle-orm/pg-core";
import type { RowList, Row, Sql, TransactionSql } from "postgres";
import { migrate, type Dialect } from "../tables/migrate.ts";
import type { Place } from "../tables/places.ts";
import { runEach, type Steps } from "../tables/steps.ts";
import { Lines, type Line, type LinesOptions } from "./lines.ts";
import { inTransaction } from "./transaction.ts";
import { tryAgain } from "./try-again.ts";

/** How to get to a server, and what to do there first. */
export interface ServerParts extends LinesOptions {
  readonly place: Required<Place>;
  readonly migrating: "auto" | "never";
}

/** How long tables may take to be made, or moved to a new form, by whoever does it first. */
const MIGRATION_MS = 600_000;

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
  readonly #lines: Lines;
  #opened: Promise<unknown> | undefined;

  /** @throws Failure `store_unavailable` for a URL or options that are none */
  constructor(parts: ServerParts) {
    this.place = parts.place;
    this.#parts = parts;
    this.#lines = new Lines(parts);
  }

  read<T>(steps: () => Steps<T>): Promise<T> {
    return this.#answered(({ client }) => tryAgain(() => runEach(steps(), rowsOf(client))));
  }

  /** A transaction of its own; again where another came between, so that what is run may be run anew. */
  async write(run: (tx: TransactionSql) => Promise<void>): Promise<void> {
    await this.#answered((line) => tryAgain(() => inTransaction(line, run)));
  }

  /** One statement, for what shares the database, such as limits. */
  query(text: string, values: readonly (string | number | null)[]): Promise<RowList<Row[]>> {
    return this.#answered(({ client }) => client.unsafe(text, [...values], { prepare: true }).execute());
  }

  async close(): Promise<void> {
    await this.#lines.close();
  }

  /** @throws Failure `store_unavailable` */
  async #answered<T>(run: (line: Line) => Promise<T>): Promise<T> {
    try {
      await this.#open();
      return await this.#lines.use(run);
    } catch (error) {
      if (isFailure(error)) throw error;
      const reason = error instanceof Error ? error.message : String(error);
      throw new Failure("store_unavailable", `the tables of keys did not answer: ${reason}`, { cause: error });
    }
  }

  /** Once; again where it failed. Why on a line of its own: the first of several processes may have much to migrate. */
  #open(): Promise<unknown> {
    const { place, migrating, url } = this.#parts;
    this.#opened ??= new Lines({ url, poolSize: 1, timeoutMs: MIGRATION_MS })
      .once((line) =>
        inTransaction(line, (tx) => runEach(migrate(dialectIn(place.schema), place, migrating), rowsOf(tx))),
      )
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
