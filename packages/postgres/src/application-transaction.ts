import { Failure } from "@relata/model";
import { sql } from "drizzle-orm";
import type { PgDatabase } from "drizzle-orm/pg-core";
import type { PostgresJsQueryResultHKT } from "drizzle-orm/postgres-js";
import { applicationWire, type ApplicationClient } from "./application-wire.ts";
import { asFailure, isConflict } from "./as-failure.ts";
import type { Database } from "./database.ts";
import { DatabaseError } from "./database-error.ts";
import { Overtaken } from "./overtaken.ts";
import { Session } from "./session.ts";

/** What of a transaction of postgres.js is used here, whatever types the application's client knows. */
interface DriverTransaction extends ApplicationClient {
  savepoint<T>(run: (inner: ApplicationClient) => Promise<T>): Promise<unknown>;
}

/** A transaction of drizzle over postgres.js, or of postgres.js itself, whatever the application has set up in either. */
export type PostgresTransaction = DriverTransaction | Pick<PgDatabase<PostgresJsQueryResultHKT>, "execute">;

/** What runs inside the application's transaction. */
export interface Inside {
  readonly session: Session;
  /** As `show transaction_isolation` says it. */
  readonly isolation: string;
  /** @throws Failure `invalid_transaction` where each statement has a snapshot of its own */
  requireOneSnapshot(): void;
}

/** How drizzle keeps the client; not in its types, and the same since its first version. */
interface DrizzleInside {
  readonly session?: { readonly client?: unknown };
}

/** Which transaction it is. */
interface Identity {
  /** Of the transaction and the session of the server: no two have the same. */
  readonly began: string;
  readonly isolation: string;
}

/** The id of the database that it is open on; null where its snapshot is older than that. */
type Located = Identity & { readonly database: string | null };

/** The transaction and the database that a call was made for. */
interface Expected {
  readonly began: string;
  readonly databaseId: string;
}

/** How often a call is done again where another transaction came between. */
const TRIES = 6;

/** Calls on one connection come one after the other: a savepoint within another's would go with it. */
const queues = new WeakMap<object, Promise<unknown>>();

/** The application's transaction, as the store uses it: never begun, committed or rolled back here. */
export class ApplicationTransaction {
  readonly #client: DriverTransaction;
  readonly #database: Database;
  readonly #databaseId: () => Promise<string>;
  readonly #first: Promise<Identity>;

  /** @throws Failure `invalid_transaction` for what is none */
  constructor(transaction: PostgresTransaction, database: Database, databaseId: () => Promise<string>) {
    this.#client = clientOf(transaction);
    this.#database = database;
    this.#databaseId = databaseId;
    // Why at once: now it is open, and later its connection may be lent to another.
    this.#first = this.#queue(() => this.#between((session) => only(session.script<Identity>(IDENTITY))));
    this.#first.catch(() => undefined);
  }

  /** Runs the function between savepoints, after all that was called before. */
  async run<T>(body: (inside: Inside) => Promise<T>): Promise<T> {
    const databaseId = await this.#databaseId();
    const { began } = await this.#first.catch(rethrow(this.#database.name));
    return this.#queue(() => this.#try({ began, databaseId }, body));
  }

  async #try<T>(expected: Expected, body: (inside: Inside) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#between(async (session) => {
          const isolation = await this.#requireSame(session, expected);
          return body({ session, isolation, requireOneSnapshot: () => requireOneSnapshot(isolation) });
        });
      } catch (error) {
        if (!(error instanceof Overtaken)) return rethrow(this.#database.name)(error);
        if (attempt === TRIES) {
          throw new Failure("store_unavailable", "other writes came between again and again; try again later");
        }
      }
    }
  }

  /** Why the driver's own savepoints: it takes an error outside one for the end of the transaction, caught or not. */
  async #between<T>(run: (session: Session) => Promise<T>): Promise<T> {
    try {
      return (await this.#client.savepoint((inner) =>
        run(new Session(applicationWire(inner), { prepare: false, isCut: () => false })),
      )) as T;
    } catch (error) {
      // The driver's own errors come bare where they are of the savepoint, and not of a session.
      throw error instanceof Error && "severity" in error ? new DatabaseError(error) : error;
    }
  }

  /** Answers the isolation of the transaction, where it is the one expected, on the database expected. */
  async #requireSame(session: Session, { began, databaseId }: Expected): Promise<string> {
    const { tables, name } = this.#database;
    const found = await only(
      session.script<Located>(sql`select i.*, (select id from ${tables.database}) as database from (${IDENTITY}) i`),
    );
    if (found.began !== began) throw over();
    if (found.database === databaseId) return found.isolation;
    const message =
      found.database === null
        ? `the transaction is older than the tables of relata in \`${name}\`: ask the store something before it begins`
        : `the transaction is open on another database, and not on \`${name}\``;
    throw new Failure("invalid_transaction", message);
  }

  #queue<T>(run: () => Promise<T>): Promise<T> {
    const before = queues.get(this.#client) ?? Promise.resolve();
    const result = before.then(run, run);
    queues.set(
      this.#client,
      result.catch(() => undefined),
    );
    return result;
  }
}

const IDENTITY = sql`select pg_backend_pid() || ' ' || transaction_timestamp() as began,
    current_setting('transaction_isolation') as isolation`;

async function only<Row>(rows: Promise<readonly Row[]>): Promise<Row> {
  const [row] = await rows;
  if (row === undefined) throw new Error("invariant: a query without conditions has a row");
  return row;
}

function requireOneSnapshot(isolation: string): void {
  if (isolation === "repeatable read" || isolation === "serializable") return;
  const message = `this takes several statements, and at \`${isolation}\` each sees another state: begin the transaction at \`repeatable read\``;
  throw new Failure("invalid_transaction", message);
}

/** Throws what the caller is to see: conflicts as the driver has them, for the application to try again. */
function rethrow(name: string): (error: unknown) => never {
  return (error) => {
    if (!(error instanceof DatabaseError)) throw error;
    if (isConflict(error)) throw error.cause;
    // No transaction; one that has failed; or a scope of the driver that has ended.
    if (error.code === "25P01" || error.code === "25P02") throw over();
    if (error.code === "42P01" || error.code === "3F000") {
      const message = `the transaction is open on a database without tables of relata, and not on \`${name}\``;
      throw new Failure("invalid_transaction", message, { cause: error.cause });
    }
    throw asFailure(error, name);
  };
}

function over(): Failure {
  return new Failure("invalid_transaction", "no transaction is open: call `in` inside one, and let nothing of it out");
}

function clientOf(transaction: PostgresTransaction): DriverTransaction {
  const client = (transaction as DrizzleInside).session?.client ?? transaction;
  if (isInTransaction(client)) return client;
  const message =
    "`in` takes a transaction of drizzle over postgres.js, or what `sql.begin` of postgres.js gives its function";
  throw new Failure("invalid_transaction", message);
}

/** Why not `instanceof`: the application may have a copy of the driver of its own. */
function isInTransaction(value: unknown): value is DriverTransaction {
  return typeof value === "function" && "savepoint" in value && "unsafe" in value;
}
