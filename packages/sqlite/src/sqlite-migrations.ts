import { existsSync } from "node:fs";
import { storeClosed, type MaybePromise, type Migrations, type MigrationStatus } from "@relata/store";
import { isBusy } from "./as-failure.ts";
import type { Connection } from "./connection.ts";
import { migrate, missing, scriptOf } from "./migrate.ts";
import { migrationFiles, type MigrationFile } from "./migration-files.ts";
import { connect, openingFailure } from "./open-file.ts";
import { persist } from "./persist.ts";
import { placeOf, type Place } from "./place.ts";

export interface SqliteMigrationsOptions {
  /** How the names of tables and indexes begin. Default: `relata_`. */
  readonly prefix?: string;
  /** How long to go on trying while another connection holds the lock. Default: 5,000. */
  readonly busyTimeoutMs?: number;
}

/**
 * The tables of a SQLite file and those that this version needs, for an application that has them made before it starts. No
 * file is made but by `up`.
 *
 * @throws Failure `store_unavailable` for a path or a prefix that is none
 */
export function sqliteMigrations(
  path: string,
  { prefix, busyTimeoutMs = 5_000 }: SqliteMigrationsOptions = {},
): Migrations {
  return new SqliteMigrations(placeOf(path, prefix), busyTimeoutMs);
}

class SqliteMigrations implements Migrations {
  readonly #place: Place;
  readonly #busyTimeoutMs: number;
  #connection: Connection | undefined;
  #isClosed = false;

  constructor(place: Place, busyTimeoutMs: number) {
    this.#place = place;
    this.#busyTimeoutMs = busyTimeoutMs;
  }

  status(): MaybePromise<MigrationStatus> {
    return this.#patiently(() => {
      const known = migrationFiles(this.#place.prefix);
      // Why: to open a file that is not there would make it.
      const pending = this.#isThere() ? missing(this.#connect(), known, this.#place) : known;
      const applied = known.filter((migration) => !pending.includes(migration));
      return { applied: applied.map(({ name }) => ({ name })), pending: this.#scripts(pending) };
    });
  }

  up(): MaybePromise<MigrationStatus["pending"]> {
    return this.#patiently(() => this.#scripts(migrate(this.#connect(), this.#place)));
  }

  close(): void {
    this.#isClosed = true;
    this.#connection?.client.close();
  }

  #scripts(migrations: readonly MigrationFile[]): MigrationStatus["pending"] {
    return migrations.map((migration) => ({ name: migration.name, statements: scriptOf(migration, this.#place) }));
  }

  #isThere(): boolean {
    return this.#connection !== undefined || (this.#place.path !== ":memory:" && existsSync(this.#place.path));
  }

  #connect(): Connection {
    return (this.#connection ??= connect(this.#place.path));
  }

  #patiently<T>(run: () => T): MaybePromise<T> {
    if (this.#isClosed) throw storeClosed();
    try {
      const value = persist(run, (error) => (isBusy(error) ? this.#busyTimeoutMs : 0));
      return value instanceof Promise ? value.catch((error: unknown) => this.#fail(error)) : value;
    } catch (error) {
      return this.#fail(error);
    }
  }

  #fail(error: unknown): never {
    throw openingFailure(error, this.#place.path);
  }
}
