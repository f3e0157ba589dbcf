import { sql, type SQL } from "drizzle-orm";
import { PgDialect } from "drizzle-orm/pg-core";
import type { Sql } from "postgres";
import { DatabaseError } from "./database-error.ts";

const dialect = new PgDialect();

export interface SessionOptions {
  /** False where a pooler between here and the server gives each transaction another connection. */
  readonly prepare: boolean;
  /** Whether the connection has been lost since the session began. */
  readonly isCut: () => boolean;
}

/**
 * One connection, for as long as it is lent out.
 *
 * Law: all statements of a session run on one connection to the server. Where it was cut, the driver would connect anew
 * and run the rest of a transaction outside it; a session refuses instead.
 *
 * @throws DatabaseError from every method
 */
export class Session {
  readonly #client: Sql;
  readonly #options: SessionOptions;
  #isLost = false;

  constructor(client: Sql, options: SessionOptions) {
    this.#client = client;
    this.#options = options;
  }

  /** Whether the connection is of no use any more. */
  get isBroken(): boolean {
    return this.#isLost || this.#options.isCut();
  }

  /** Whether the server keeps statements, so that one with parameters can be sent together with others. */
  get isPreparing(): boolean {
    return this.#options.prepare;
  }

  /**
   * The rows of one statement. `keep: false` is for texts that come in too many forms for the server to remember.
   *
   * Cost: one round trip once the connection knows the statement, and one more the first time. What is sent without
   * waiting for the statement before shares its round trip.
   */
  async rows<Row extends object>(query: SQL, { keep = true } = {}): Promise<readonly Row[]> {
    const { sql: text, params } = dialect.sqlToQuery(query);
    const prepare = keep && this.#options.prepare;
    return this.#send(() => this.#client.unsafe<Row[]>(text, params as string[], { prepare }).execute());
  }

  /** Runs statements without parameters, all in one message, and answers the rows of the last one that answers rows. */
  async script<Row extends object>(...statements: readonly SQL[]): Promise<readonly Row[]> {
    const { sql: text, params } = dialect.sqlToQuery(sql.join([...statements], sql`; `));
    if (params.length > 0) throw new Error("invariant: a script has no parameters");
    const answer = await this.#send<unknown>(() => this.#client.unsafe(text).execute());
    // The driver answers a list of results where there are several statements, and else the one.
    const results = (statements.length > 1 ? answer : [answer]) as readonly (readonly Row[] & { columns?: unknown })[];
    return results.findLast(({ columns }) => Array.isArray(columns)) ?? [];
  }

  async #send<T>(run: () => PromiseLike<T>): Promise<T> {
    this.#requireWhole();
    try {
      const answer = await run();
      this.#requireWhole();
      return answer;
    } catch (cause) {
      const error = cause instanceof DatabaseError ? cause : new DatabaseError(cause);
      this.#isLost ||= error.isFatal;
      throw error;
    }
  }

  #requireWhole(): void {
    if (!this.isBroken) return;
    throw new DatabaseError(Object.assign(new Error("the connection was cut"), { code: "CONNECTION_CLOSED" }));
  }
}
