import { Failure, isFailure } from "@relata/model";
import type { Database as Client, Statement } from "better-sqlite3";
import { sql, type SQL } from "drizzle-orm";
import { SQLiteSyncDialect } from "drizzle-orm/sqlite-core";
import type { AuditRow } from "../audit-row.ts";
import type {
  AuditPage,
  AuditPageInput,
  EndedKey,
  FoundKey,
  KeyChange,
  KeyPageInput,
  KeyStore,
  Mark,
  MaybePromise,
} from "../key-store.ts";
import type { KeyRecord } from "../key.ts";
import type { SigningKeyStore } from "../signing/signing-key-store.ts";
import { KeyStatements } from "../tables/key-statements.ts";
import { migrate, type Dialect } from "../tables/migrate.ts";
import { checkPlace, DEFAULT_PREFIX, placesIn, type Place } from "../tables/places.ts";
import { SigningStatements } from "../tables/signing-statements.ts";
import { runNow, type Steps } from "../tables/steps.ts";
import { AuditTable } from "./audit-table.ts";
import { keptClient } from "./kept-client.ts";
import { asFailure, patiently, promptly } from "./patiently.ts";
import { TurnLook } from "./turn-look.ts";

export interface SqliteKeysOptions {
  /** That of the engine's store, or another. Default: `relata_`. */
  readonly prefix?: string;
  /** Whether opening brings the tables to this version, or only looks whether they are there. Default: `auto`. */
  readonly migrate?: "auto" | "never";
  /** How long a call goes on trying while another connection holds a lock that it needs. Default: 5,000. */
  readonly busyTimeoutMs?: number;
}

const DIALECT: Dialect = {
  name: "sqlite",
  hasTable: (name) => sql`select 1 from sqlite_master where type = 'table' and name = ${name}`,
  opening: () => [],
};

const dialect = new SQLiteSyncDialect();

/** The one connection of the tables to a file. */
class File {
  readonly client: Client;
  readonly place: Place;
  readonly busyTimeoutMs: number;
  readonly #version: Statement<[], number>;
  #audit: AuditTable | undefined;
  #commits = 0;

  constructor(client: Client, place: Place, busyTimeoutMs: number) {
    this.client = client;
    this.#version = client.prepare<[], number>("pragma data_version").pluck();
    this.place = place;
    this.busyTimeoutMs = busyTimeoutMs;
  }

  readonly rows = (statement: SQL): readonly unknown[] => {
    const { sql: text, params } = dialect.sqlToQuery(statement);
    const prepared = this.client.prepare(text);
    if (prepared.reader) return prepared.all(...params);
    prepared.run(...params);
    return [];
  };

  /** There once it was migrated. */
  get audit(): AuditTable {
    return (this.#audit ??= new AuditTable(this.client, `${this.place.prefix}audit`));
  }

  /** Moves with each commit of another connection to the file. */
  get version(): number {
    return this.#version.get() ?? 0;
  }

  /** Moves with our own as well. */
  get mark(): Mark {
    return `${this.version} ${this.#commits}`;
  }

  /** To be called within a transaction: until it is over, nothing else is run. */
  changed(): void {
    this.#commits++;
  }

  /** Commits what the function did, or takes it back. The write lock is taken first. */
  transact<T>(run: () => T): T {
    return this.client.transaction(run).immediate();
  }
}

/** Keys in a SQLite file: over a connection of its own, so that no transaction of the engine is ever in between. */
export class SqliteKeyStore implements KeyStore<Client> {
  readonly name: string;
  readonly #file: File;
  readonly #statements: KeyStatements;
  readonly #signing: SigningStatements;
  readonly #isWhole: boolean;
  readonly #marks = new TurnLook(() => this.#promptly(() => this.#file.mark));

  constructor(file: File, store: string, isWhole: boolean) {
    this.name = store;
    this.#file = file;
    this.#statements = new KeyStatements(placesIn(file.place), store);
    this.#signing = new SigningStatements(placesIn(file.place), store);
    this.#isWhole = isWhole;
  }

  /** The connection, for what shares the file, such as limits. */
  get client(): Client {
    return this.#file.client;
  }

  get prefix(): string {
    return this.#file.place.prefix;
  }

  /** Moves with each commit of another connection to the file. */
  get version(): number {
    return this.#file.version;
  }

  get busyTimeoutMs(): number {
    return this.#file.busyTimeoutMs;
  }

  find(hashes: readonly string[]): MaybePromise<FoundKey | undefined> {
    return this.#promptly(() => {
      const { mark } = this.#file;
      const found = runNow(this.#statements.find(hashes), this.#file.rows);
      return found === undefined ? undefined : { ...found, mark };
    });
  }

  mark(): Promise<Mark> {
    return this.#marks.take();
  }

  get(id: string): MaybePromise<KeyRecord | undefined> {
    return this.#read(() => this.#statements.get(id));
  }

  list(page: KeyPageInput): MaybePromise<readonly KeyRecord[]> {
    return this.#read(() => this.#statements.list(page));
  }

  audit(page: AuditPageInput): MaybePromise<AuditPage> {
    return this.#read(() => this.#statements.audit(page));
  }

  endedSince(since: number): MaybePromise<readonly EndedKey[]> {
    return this.#read(() => this.#statements.endedSince(since));
  }

  get signingKeys(): SigningKeyStore {
    return {
      list: async () => this.#read(() => this.#signing.list()),
      add: async (key) => this.#read(() => this.#signing.add(key)),
      remove: async (kids) => this.#read(() => this.#signing.remove(kids)),
    };
  }

  async commit(
    changes: readonly KeyChange[],
    rows: readonly AuditRow[],
    also: (tx: Client) => unknown = () => undefined,
  ): Promise<void> {
    const { client } = this.#file;
    await this.#write(() => {
      this.#file.changed();
      runNow(this.#statements.commit(changes), this.#file.rows);
      this.#file.audit.append(this.name, rows);
      also(client);
    });
  }

  async note(used: ReadonlyMap<string, number>, rows: readonly AuditRow[]): Promise<void> {
    await this.#write(() => {
      runNow(this.#statements.used(used), this.#file.rows);
      this.#file.audit.append(this.name, rows);
    });
  }

  store(name: string): SqliteKeyStore {
    return new SqliteKeyStore(this.#file, name, false);
  }

  async close(): Promise<void> {
    if (this.#isWhole) this.#file.client.close();
  }

  #read<T>(steps: () => Steps<T>): MaybePromise<T> {
    return this.#promptly(() => runNow(steps(), this.#file.rows));
  }

  #promptly<T>(run: () => T): MaybePromise<T> {
    this.#requireOpen();
    return promptly(run, this.#file.busyTimeoutMs);
  }

  #write(run: () => void): Promise<void> {
    this.#requireOpen();
    return patiently(() => this.#file.transact(run), this.#file.busyTimeoutMs);
  }

  #requireOpen(): void {
    if (!this.#file.client.open) throw new Failure("closed", "the keys have been closed");
  }
}

/**
 * Opens the keys in the file of the engine's store; the tables are made if they are not there.
 *
 * ```ts
 * const keys = createKeys({ relata, store: sqliteKeys("authz.db") });
 * ```
 *
 * @throws Failure `store_unavailable`, `store_newer`, `store_outdated`
 */
export function sqliteKeys(path: string, options: SqliteKeysOptions = {}): SqliteKeyStore {
  const { prefix = DEFAULT_PREFIX, migrate: migrating = "auto", busyTimeoutMs = 5_000 } = options;
  if (path === "" || path === ":memory:") {
    throw new Failure("store_unavailable", "keys share a file with the engine: name one, `:memory:` cannot be shared");
  }
  const place = { prefix };
  checkPlace(place);
  try {
    // Why a timeout here: opening is no part of serving, and a process that migrates is done soon.
    const client = keptClient(path, busyTimeoutMs);
    client.exec("pragma journal_mode = wal");
    const file = new File(client, place, busyTimeoutMs);
    file.transact(() => runNow(migrate(DIALECT, place, migrating), file.rows));
    client.exec("pragma busy_timeout = 0");
    return new SqliteKeyStore(file, "main", true);
  } catch (error) {
    const failure = asFailure(error);
    if (isFailure(failure)) throw failure;
    // No such folder, or the native library: the driver says so without a code.
    const reason = error instanceof Error ? error.message : String(error);
    throw new Failure("store_unavailable", `\`${path}\` cannot be opened: ${reason}`, { cause: error });
  }
}
