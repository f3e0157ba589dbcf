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
import type { BaseSQLiteDatabase } from "drizzle-orm/sqlite-core";
import { asFailure } from "./as-failure.ts";
import type { Connection } from "./connection.ts";
import type { Place } from "./place.ts";
import { readContents, readPlan } from "./read.ts";
import type { Scope } from "./scope.ts";
import type { SqliteDatabase } from "./sqlite-database.ts";
import { statementsOn } from "./statements.ts";
import { transactInside } from "./transact.ts";
import { writeChanges } from "./write-changes.ts";

/** Drizzle in a transaction, or a better-sqlite3 connection inside one, whatever schema the application has. */
export type SqliteTransaction = Database | Pick<BaseSQLiteDatabase<"sync", RunResult>, "run" | "all">;

/**
 * The store through a transaction that the application has open on its own connection to the same file: what is written
 * is there when the application commits, and gone when it rolls back; what is read is what that transaction sees.
 *
 * Law: every method answers at once. Nothing is committed and no error is retried here: the settings of the application's
 * connection hold, its busy timeout among them. A refused write leaves nothing behind and the transaction usable: each
 * write stands between savepoints. Statements are prepared once for a connection, when they are first run.
 *
 * @throws Failure `invalid_transaction`
 */
export class SqliteInTransaction implements StoreInTransaction {
  readonly #client: Database;
  readonly #database: SqliteDatabase;
  readonly #scope: Scope;

  constructor(transaction: SqliteTransaction, database: SqliteDatabase, store: string) {
    this.#database = database;
    this.#client = clientOf(transaction);
    const { databaseId } = this.#translated(() => database.opened());
    this.#requireOpen();
    const statements = statementsOn(this.#client, database.place);
    this.#translated(() => requireSame(statements.connection, database.place, databaseId));
    this.#scope = { statements, databaseId, store, isInside: true };
  }

  read<T>(start: (ask?: Ask) => Plan<T>): Read<T> {
    return this.#guarded(() => readPlan(this.#scope, start));
  }

  /** Takes the write lock, if the transaction has not taken it yet: another writer may then be `store_unavailable`. */
  write(changes: Changes): Written {
    checkChanges(changes);
    const write = () => writeChanges(this.#scope, changes, this.#database.clock);
    return this.#guarded(() => transactInside(this.#scope.statements.connection, write));
  }

  contents(): Contents {
    return this.#guarded(() => readContents(this.#scope));
  }

  #guarded<T>(run: () => T): T {
    this.#requireOpen();
    return this.#translated(run);
  }

  /** Why at each call: outside a transaction a savepoint would begin one, and commit it. */
  #requireOpen(): void {
    if (this.#client.inTransaction) return;
    throw new Failure("invalid_transaction", "no transaction is open: call `in` inside one, and let nothing of it out");
  }

  #translated<T>(run: () => T): T {
    try {
      return run();
    } catch (error) {
      throw asFailure(error, this.#database.place.path);
    }
  }
}

/** Asked once for each transaction: two searches for one row each. */
function requireSame(connection: Connection, { path, tables }: Place, databaseId: string): void {
  const name = getTableName(tables.database);
  const table = connection.get(sql`select 1 from sqlite_master where type = 'table' and name = ${name}`);
  const row = table === undefined ? undefined : connection.get(sql<{ id: string }>`select id from ${tables.database}`);
  if (row?.id === databaseId) return;
  const found = row === undefined ? "a database without tables of relata" : "another store";
  throw new Failure("invalid_transaction", `the transaction is open on ${found}, and not on \`${path}\``);
}

/** How drizzle keeps the connection; not in its types, and the same since its first version. */
interface DrizzleInside {
  readonly session?: { readonly client?: Database };
}

function clientOf(transaction: SqliteTransaction): Database {
  if (isConnection(transaction)) return transaction;
  const { client } = (transaction as DrizzleInside).session ?? {};
  if (client !== undefined && isConnection(client)) return client;
  const message = "`in` takes a transaction of drizzle over better-sqlite3, or a better-sqlite3 connection inside one";
  throw new Failure("invalid_transaction", message);
}

/** Why not `instanceof`: the application may have a copy of the driver of its own. */
function isConnection(value: object): value is Database {
  return "inTransaction" in value && typeof value.inTransaction === "boolean" && "prepare" in value;
}
