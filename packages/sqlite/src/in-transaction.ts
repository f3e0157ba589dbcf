import { Failure } from "@relata/model";
import type { Ask, Plan } from "@relata/resolver";
import {
  checkChanges,
  type Changes,
  type Contents,
  type Read,
  type StoreInTransaction,
  type Written,
} from "@relata/store";
import type { Database, RunResult } from "better-sqlite3";
import { getTableName, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/better-sqlite3";
import type { BaseSQLiteDatabase } from "drizzle-orm/sqlite-core";
import { asFailure } from "./as-failure.ts";
import { Rows, type RowsOptions } from "./rows.ts";
import { store } from "./schema.ts";
import type { Sql } from "./sql.ts";

/** Drizzle in a transaction, or a better-sqlite3 connection inside one, whatever schema the application has. */
export type SqliteTransaction = Database | Pick<BaseSQLiteDatabase<"sync", RunResult>, "run" | "all">;

/** What is needed to know the application's transaction for one on this store. */
export interface InTransactionOptions extends RowsOptions {
  /** The path of the store, for messages. */
  readonly path: string;
}

/**
 * The store through a transaction that the application has open on its own connection to the same file: what is written
 * is there when the application commits, and gone when it rolls back; what is read is what that transaction sees.
 *
 * Law: every method answers at once. Nothing is committed and no error is retried here. A refused write leaves nothing
 * behind and the transaction usable: each write stands between savepoints.
 *
 * @throws Failure `invalid_transaction`
 */
export class SqliteInTransaction implements StoreInTransaction {
  readonly #db: Sql;
  readonly #isOpen: () => boolean;
  readonly #path: string;
  readonly #rows: Rows;

  constructor(transaction: SqliteTransaction, { path, ...options }: InTransactionOptions) {
    const { db, isOpen } = opened(transaction);
    this.#db = db;
    this.#isOpen = isOpen;
    this.#path = path;
    this.#requireOpen();
    this.#requireSame(options.storeId);
    this.#rows = new Rows(db, options);
  }

  read<T>(start: (ask?: Ask) => Plan<T>): Read<T> {
    return this.#guarded(() => this.#rows.read(start));
  }

  /** Takes the write lock, if the transaction has not taken it yet: another writer may then be `store_unavailable`. */
  write(changes: Changes): Written {
    checkChanges(changes);
    return this.#guarded(() => this.#db.transaction(() => this.#rows.write(changes)));
  }

  contents(): Contents {
    return this.#guarded(() => this.#rows.contents());
  }

  #guarded<T>(run: () => T): T {
    this.#requireOpen();
    try {
      return run();
    } catch (error) {
      throw asFailure(error, this.#path);
    }
  }

  /** Why at each call: outside a transaction a savepoint would begin one, and commit it. */
  #requireOpen(): void {
    if (this.#isOpen()) return;
    throw new Failure("invalid_transaction", "no transaction is open: call `in` inside one, and let nothing of it out");
  }

  #requireSame(storeId: string): void {
    const id = storeIdIn(this.#db);
    if (id === storeId) return;
    const found = id === undefined ? "a database without tables of relata" : "another store";
    throw new Failure("invalid_transaction", `the transaction is open on ${found}, and not on \`${this.#path}\``);
  }
}

function storeIdIn(db: Sql): string | undefined {
  const table = db.get(sql`select 1 from sqlite_master where type = 'table' and name = ${getTableName(store)}`);
  return table === undefined ? undefined : db.select().from(store).get()?.id;
}

/** How drizzle keeps the connection; not in its types, and the same since its first version. */
interface DrizzleInside {
  readonly session?: { readonly client?: Database };
}

function opened(transaction: SqliteTransaction): { readonly db: Sql; readonly isOpen: () => boolean } {
  if (isConnection(transaction)) return { db: drizzle(transaction), isOpen: () => transaction.inTransaction };
  const { client } = (transaction as DrizzleInside).session ?? {};
  if (client === undefined || !isConnection(client)) {
    const message =
      "`in` takes a transaction of drizzle over better-sqlite3, or a better-sqlite3 connection inside one";
    throw new Failure("invalid_transaction", message);
  }
  return { db: transaction as unknown as Sql, isOpen: () => client.inTransaction };
}

/** Why not `instanceof`: the application may have a copy of the driver of its own. */
function isConnection(value: object): value is Database {
  return "inTransaction" in value && typeof value.inTransaction === "boolean" && "prepare" in value;
}
