import { sql, type SQL } from "drizzle-orm";
import type { Row, RowList, TransactionSql } from "postgres";
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
} from "../key-store.ts";
import type { KeyRecord } from "../key.ts";
import type { SigningKeyStore } from "../signing/signing-key-store.ts";
import { auditValues } from "../tables/key-row.ts";
import { KeyStatements } from "../tables/key-statements.ts";
import { checkPlace, DEFAULT_PREFIX, placesIn, type Place } from "../tables/places.ts";
import { SigningStatements } from "../tables/signing-statements.ts";
import { runEach } from "../tables/steps.ts";
import { rowsOf, Server } from "./server.ts";
import { SharedLook } from "./shared-look.ts";

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
  /** How long a call waits for an answer of the database before it fails, and connects anew. Default: 10,000. */
  readonly timeoutMs?: number;
}

/**
 * Which transactions a statement sees: all that are over, but those of the list. Why with a start: a standby that takes over may have
 * lost some, and numbers others alike.
 *
 * Source: PostgreSQL, "Transaction ID and Snapshot Information Functions".
 */
const MARK = "pg_current_snapshot()::text || ' ' || pg_postmaster_start_time()::text";

/** Keys in a PostgreSQL database, over connections of their own. */
export class PostgresKeyStore implements KeyStore<TransactionSql> {
  readonly name: string;
  readonly #server: Server;
  readonly #audit: SQL;
  readonly #statements: KeyStatements;
  readonly #signing: SigningStatements;
  readonly #isWhole: boolean;
  readonly #marks: SharedLook<Mark>;

  constructor(server: Server, store: string, isWhole: boolean) {
    this.name = store;
    this.#server = server;
    const places = placesIn(server.place);
    this.#audit = places.audit;
    this.#statements = new KeyStatements(places, store);
    this.#signing = new SigningStatements(places, store);
    this.#isWhole = isWhole;
    this.#marks = new SharedLook(() => markOf(server));
  }

  get place(): Required<Place> {
    return this.#server.place;
  }

  /** One statement, for what shares the database, such as limits. @throws Failure `store_unavailable` */
  query(text: string, values: readonly (string | number | null)[]): Promise<RowList<Row[]>> {
    return this.#server.query(text, values);
  }

  find(hashes: readonly string[]): Promise<FoundKey | undefined> {
    return this.#server.read(() => this.#statements.find(hashes, sql.raw(MARK)));
  }

  /** Cost: a round trip, which all share who wait for one. */
  mark(): Promise<Mark> {
    return this.#marks.take();
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
      await runEach(this.#statements.commit(changes), rowsOf(tx));
      await this.#append(tx, rows);
      await also(tx);
    });
  }

  note(used: ReadonlyMap<string, number>, rows: readonly AuditRow[]): Promise<void> {
    return this.#server.write(async (tx) => {
      await runEach(this.#statements.used(used), rowsOf(tx));
      await this.#append(tx, rows);
    });
  }

  store(name: string): PostgresKeyStore {
    return new PostgresKeyStore(this.#server, name, false);
  }

  async close(): Promise<void> {
    if (this.#isWhole) await this.#server.close();
  }

  /** One statement for all, of one value: a burst of attempts is noted at once. */
  async #append(tx: TransactionSql, rows: readonly AuditRow[]): Promise<void> {
    if (rows.length === 0) return;
    const values = JSON.stringify(rows.map(auditValues));
    // Why as text first: the driver would make JSON of what is JSON.
    const append = sql`
      insert into ${this.#audit} (store, key, event, at, row)
      select ${this.name}, value->>0, value->>1, cast(value->>2 as bigint), value->>3
      from json_array_elements(cast(cast(${values} as text) as json)) as element(value)`;
    await rowsOf(tx)(append);
  }
}

/**
 * Opens the keys in the database of the engine's store. Nothing is connected before the first call, which makes the tables.
 *
 * @throws Failure `store_unavailable` for a URL or options that are none
 */
export function postgresKeys(target: string | PostgresKeysOptions): PostgresKeyStore {
  const options = typeof target === "string" ? { url: target } : target;
  const { url, schema = "public", prefix = DEFAULT_PREFIX, migrate: migrating = "auto" } = options;
  const { poolSize = 5, timeoutMs = 10_000 } = options;
  const place = { schema, prefix };
  checkPlace(place);
  return new PostgresKeyStore(new Server({ url, place, migrating, poolSize, timeoutMs }), "main", true);
}

async function markOf(server: Server): Promise<Mark> {
  const [row] = await server.query(`select ${MARK} as mark`, []);
  return String(row?.["mark"]);
}
