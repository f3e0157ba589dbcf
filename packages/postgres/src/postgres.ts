import { MAIN_STORE, type Migrations } from "@relata/store";
import { databaseAt, type DatabaseOptions } from "./database-at.ts";
import { Engine } from "./engine.ts";
import type { Migrate } from "./open-database.ts";
import { PostgresMigrations } from "./postgres-migrations.ts";
import { PostgresStore } from "./postgres-store.ts";
import { stateOptions, type StateOptions } from "./state-options.ts";

export interface PostgresOptions extends DatabaseOptions, StateOptions {
  /**
   * `auto` makes the tables, or brings them to this version; `never` looks whether they are there, because the application's
   * migrations make them from `@relata/postgres/schema`, or `relata migrate` does. Default: `auto`.
   */
  readonly migrate?: Migrate;
  /** Milliseconds since the epoch, kept with each write. Default: `Date.now`. */
  readonly clock?: () => number;
}

/**
 * A store in a PostgreSQL database, 15 or later, over connections of its own. The database may be the application's: relata
 * adds tables whose names begin with `relata_`, or with the prefix, to one schema, and touches no others. Any number of
 * processes may use one database.
 *
 * ```ts
 * const store = postgres("postgres://localhost/app");
 * ```
 *
 * Nothing is connected yet: the first call does that, makes the tables or brings them to this version, and fails with what
 * stands against it.
 *
 * @throws Failure `store_unavailable` for a URL or options that are none
 */
export function postgres(target: string | PostgresOptions): PostgresStore {
  const options = typeof target === "string" ? { url: target } : target;
  const { migrate = "auto", clock = Date.now } = options;
  const { replicas, ...states } = stateOptions(options);
  const followers = replicas.map((url) => databaseAt({ ...options, url }));
  const parts = { database: databaseAt(options), replicas: followers, migrate, clock, ...states };
  return new PostgresStore(new Engine(parts), MAIN_STORE);
}

/**
 * The tables in a PostgreSQL database and those that this version needs, for whoever makes them ahead of the application.
 *
 * @throws Failure `store_unavailable` for a URL or options that are none
 */
export function postgresMigrations(target: string | DatabaseOptions): Migrations {
  const options = typeof target === "string" ? { url: target } : target;
  return new PostgresMigrations(databaseAt({ poolSize: 1, ...options }));
}
