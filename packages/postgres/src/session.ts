import { Failure } from "@relata/model";
import { sql, type SQL } from "drizzle-orm";
import { PgDialect } from "drizzle-orm/pg-core";
import { DatabaseError } from "./database-error.ts";

const dialect = new PgDialect();

/** How a statement, or several without parameters, get to the server, and the rows of the last that answers any back. */
export interface Wire {
  run(text: string, parameters: readonly string[], prepare: boolean): PromiseLike<readonly object[]>;
}

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
  readonly #wire: Wire;
  readonly #options: SessionOptions;
  #isLost = false;

  constructor(wire: Wire, options: SessionOptions) {
    this.#wire = wire;
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
    return (await this.#send(() => this.#wire.run(text, params as string[], prepare))) as readonly Row[];
  }

  /** Runs statements without parameters, all in one message, and answers the rows of the last one that answers rows. */
  async script<Row extends object>(...statements: readonly SQL[]): Promise<readonly Row[]> {
    const { sql: text, params } = dialect.sqlToQuery(sql.join([...statements], sql`; `));
    if (params.length > 0) throw new Error("invariant: a script has no parameters");
    return (await this.#send(() => this.#wire.run(text, [], false))) as readonly Row[];
  }

  async #send<T>(run: () => PromiseLike<T>): Promise<T> {
    this.#requireWhole();
    try {
      const answer = await run();
      this.#requireWhole();
      return answer;
    } catch (cause) {
      if (cause instanceof Failure) throw cause;
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
