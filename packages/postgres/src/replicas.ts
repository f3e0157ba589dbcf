import { sql } from "drizzle-orm";
import type { Database } from "./database.ts";

/** How long a replica that failed is left alone, before it is looked at again. */
const REST_MS = 5_000;

/** A server that follows the one that is written to. */
interface Replica {
  readonly database: Database;
  /** None while it is of use; else the moment, of a clock that only grows, from which on it may be looked at again. */
  restsUntil?: number;
}

/**
 * The replicas of a database, asked in turn. One that failed is passed over until it answers again: it is looked at on the
 * side, and no read waits for that.
 */
export class Replicas {
  readonly #replicas: readonly Replica[];
  readonly #restMs: number;
  #next = 0;

  constructor(databases: readonly Database[], restMs = REST_MS) {
    this.#restMs = restMs;
    this.#replicas = databases.map((database) => ({ database }));
  }

  /** How many there are, of use or not. */
  get count(): number {
    return this.#replicas.length;
  }

  /** The next one that is of use. `databaseId` is who it must be. */
  next(databaseId: string): Database | undefined {
    for (let tried = 0; tried < this.#replicas.length; tried++) {
      const replica = this.#replicas[this.#next++ % this.#replicas.length];
      if (replica?.restsUntil === undefined) return replica?.database;
      if (performance.now() >= replica.restsUntil) this.#lookAt(replica, databaseId);
    }
    return undefined;
  }

  /** Says that it failed. */
  passOver(database: Database): void {
    const replica = this.#replicas.find((one) => one.database === database);
    if (replica !== undefined) replica.restsUntil = performance.now() + this.#restMs;
  }

  async close(): Promise<void> {
    await Promise.all(this.#replicas.map(({ database }) => database.close()));
  }

  #lookAt(replica: Replica, databaseId: string): void {
    const { database } = replica;
    replica.restsUntil = Infinity;
    const look = database.use((session) =>
      session.rows<{ id: string }>(sql`select id from ${database.tables.database}`),
    );
    look.then(
      ([row]) => (row?.id === databaseId ? delete replica.restsUntil : this.passOver(database)),
      () => this.passOver(database),
    );
  }
}
