import { storeClosed, type Migrations, type MigrationStatus } from "@relata/store";
import { asFailure } from "./as-failure.ts";
import type { Database } from "./database.ts";
import { migrate, migrationStatus } from "./migrate.ts";
import { requireFit } from "./open-database.ts";

/** The tables in a PostgreSQL database, looked at or changed on demand; no store is opened. */
export class PostgresMigrations implements Migrations {
  readonly #database: Database;
  #isClosed = false;

  constructor(database: Database) {
    this.#database = database;
  }

  /** The statements run in one transaction, under a lock. */
  status(): Promise<MigrationStatus> {
    return this.#run(() => this.#database.use((session) => migrationStatus(session, this.#database)));
  }

  up(): Promise<MigrationStatus["pending"]> {
    return this.#run(() => migrate(this.#database));
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#database.close();
  }

  async #run<T>(run: () => Promise<T>): Promise<T> {
    if (this.#isClosed) throw storeClosed();
    try {
      await requireFit(this.#database);
      return await run();
    } catch (error) {
      throw asFailure(error, this.#database.name);
    }
  }
}
