import { Failure, isFailure } from "@relata/model";
import { sql, type SQL } from "drizzle-orm";
import { PgDialect } from "drizzle-orm/pg-core";
import postgresJs, { type Sql, type TransactionSql } from "postgres";
import type { AuditRow } from "../audit-row.ts";
import type { AuditPage, AuditPageInput, EndedKey, FoundKey, KeyChange, KeyPageInput, KeyStore } from "../key-store.ts";
import type { KeyRecord } from "../key.ts";
import type { SigningKeyStore } from "../signing/signing-key-store.ts";
import { KeyStatements } from "../tables/key-statements.ts";
import { migrate, type Dialect } from "../tables/migrate.ts";
import { checkPlace, DEFAULT_PREFIX, placesIn, type Place } from "../tables/places.ts";
import { SigningStatements } from "../tables/signing-statements.ts";
import { runEach, type Steps } from "../tables/steps.ts";
import { tryAgain } from "./try-again.ts";

export interface PostgresKeysOptions {
  /** `postgres://user:password@host:5432/database`, the primary's. */
  readonly url: string;
  /** Default: `public`. */
  readonly schema?: string;
  /** Default: `relata_`. */
  readonly prefix?: string;
  /** Whether the first call brings the tables to this version, or only looks whether they are there. Default: `auto`. */
  readonly migrate?: "auto" | "never";
  /** The most connections. Default: 5. */
  readonly poolSize?: number;
}

const dialect = new PgDialect();

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

/** The client of the tables, which connects at the first call and makes them. */
class Server {
  readonly client: Sql;
  readonly place: Required<Place>;
  readonly #migrating: "auto" | "never";
  #opened: Promise<unknown> | undefined;

  constructor(client: Sql, place: Required<Place>, migrating: "auto" | "never") {
    this.client = client;
    this.place = place;
    this.#migrating = migrating;
  }

  read<T>(steps: () => Steps<T>): Promise<T> {
    return translated(async () => {
      await this.#open();
      return tryAgain(() => runEach(steps(), rowsOf(this.client)));
    });
  }

  /** A transaction of its own; again where another came between, so that what is run may be run anew. */
  write(run: (tx: TransactionSql) => Promise<void>): Promise<void> {
    return translated(async () => {
      await this.#open();
      await tryAgain(() => this.client.begin(run));
    });
  }

  async opened(): Promise<Sql> {
    await this.#open();
    return this.client;
  }

  /** Once; again where it failed. */
  #open(): Promise<unknown> {
    this.#opened ??= this.client
      .begin((tx) => runEach(migrate(dialectIn(this.place.schema), this.place, this.#migrating), rowsOf(tx)))
      .catch((error: unknown) => {
        this.#opened = undefined;
        throw error;
      });
    return this.#opened;
  }
}

/** Keys in a PostgreSQL database, over connections of their own. */
export class PostgresKeyStore implements KeyStore<TransactionSql> {
  readonly name: string;
  readonly #server: Server;
  readonly #statements: KeyStatements;
  readonly #signing: SigningStatements;
  readonly #isWhole: boolean;

  constructor(server: Server, store: string, isWhole: boolean) {
    this.name = store;
    this.#server = server;
    this.#statements = new KeyStatements(placesIn(server.place), store);
    this.#signing = new SigningStatements(placesIn(server.place), store);
    this.#isWhole = isWhole;
  }

  get place(): Required<Place> {
    return this.#server.place;
  }

  /** The client, once the tables are there, for what shares the database, such as limits. */
  opened(): Promise<Sql> {
    return this.#server.opened();
  }

  find(hashes: readonly string[]): Promise<FoundKey | undefined> {
    return this.#server.read(() => this.#statements.find(hashes));
  }

  get(id: string): Promise<KeyRecord | undefined> {
    return this.#server.read(() => this.#statements.get(id));
  }

  list(page: KeyPageInput): Promise<readonly KeyRecord[]> {
    return this.#server.read(() => this.#statements.list(page));
  }

  audit(page: AuditPageInput): Promise<AuditPage> {
    return this.#server.read(() => this.#statements.audit(page));
  }

  endedSince(since: number): Promise<readonly EndedKey[]> {
    return this.#server.read(() => this.#statements.endedSince(since));
  }

  get signingKeys(): SigningKeyStore {
    return {
      list: () => this.#server.read(() => this.#signing.list()),
      add: (key) => this.#server.read(() => this.#signing.add(key)),
      remove: (kids) => this.#server.read(() => this.#signing.remove(kids)),
    };
  }

  commit(
    changes: readonly KeyChange[],
    rows: readonly AuditRow[],
    also: (tx: TransactionSql) => unknown = () => undefined,
  ): Promise<void> {
    return this.#server.write(async (tx) => {
      await runEach(this.#statements.commit(changes, rows), rowsOf(tx));
      await also(tx);
    });
  }

  note(used: ReadonlyMap<string, number>, rows: readonly AuditRow[]): Promise<void> {
    return this.#server.write((tx) => runEach(this.#statements.note(used, rows), rowsOf(tx)));
  }

  store(name: string): PostgresKeyStore {
    return new PostgresKeyStore(this.#server, name, false);
  }

  async close(): Promise<void> {
    if (this.#isWhole) await this.#server.client.end({ timeout: 5 });
  }
}

/**
 * Opens the keys in the database of the engine's store. Nothing is connected before the first call, which makes the tables.
 *
 * @throws Failure `store_unavailable` for a URL or options that are none
 */
export function postgresKeys(target: string | PostgresKeysOptions): PostgresKeyStore {
  const options = typeof target === "string" ? { url: target } : target;
  const { url, schema = "public", prefix = DEFAULT_PREFIX, migrate: migrating = "auto", poolSize = 5 } = options;
  const place = { schema, prefix };
  checkPlace(place);
  try {
    const client = postgresJs(url, { max: poolSize, fetch_types: false, onnotice: () => undefined });
    return new PostgresKeyStore(new Server(client, place, migrating), "main", true);
  } catch {
    // Why without the text and the cause: they may hold a password.
    const message = "the URL of the database is none: write `postgres://user:password@host:5432/database`";
    throw new Failure("store_unavailable", message);
  }
}

function rowsOf(client: Sql | TransactionSql): (statement: SQL) => Promise<readonly unknown[]> {
  return async (statement) => {
    const { sql: text, params } = dialect.sqlToQuery(statement);
    return client.unsafe(text, params as (string | number | null)[], { prepare: true });
  };
}

async function translated<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (isFailure(error)) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new Failure("store_unavailable", `the tables of keys did not answer: ${reason}`, { cause: error });
  }
}
