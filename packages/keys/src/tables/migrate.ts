import { fileURLToPath } from "node:url";
import { Failure } from "@relata/model";
import { sql, type SQL } from "drizzle-orm";
import { readMigrationFiles } from "drizzle-orm/migrator";
import { DEFAULT_PREFIX, placesIn, type Place } from "./places.ts";
import { ask, type Steps } from "./steps.ts";

/** How one kind of database is migrated. */
export interface Dialect {
  readonly name: "sqlite" | "postgres";
  /** Whether a table of that name is there: one row, or none. */
  readonly hasTable: (name: string) => SQL;
  /** What comes before the first statement. */
  readonly opening: (place: Place) => readonly SQL[];
}

/**
 * Brings the tables to this version; run it in one transaction, under a lock. With `never` it only looks whether they are.
 *
 * @throws Failure `store_newer`, `store_outdated`, before anything is written
 */
export function* migrate(dialect: Dialect, place: Place, migrating: "auto" | "never"): Steps<void> {
  const { migrations } = placesIn(place);
  const known = knownMigrations(dialect, place);
  if (migrating === "never") return yield* requireTables(dialect, place);
  for (const statement of dialect.opening(place)) yield* ask(statement);
  yield* ask(sql`create table if not exists ${migrations} (created_at bigint primary key, hash text not null)`);
  const applied = yield* ask<{ created_at: number | string }>(sql`select created_at from ${migrations}`);
  const times = new Set(applied.map((row) => Number(row.created_at)));
  const newer = [...times].filter((time) => known.every((one) => one.time !== time));
  if (newer.length > 0) {
    const message = `the tables of keys are of a newer version of relata, with ${newer.length} migrations that this one lacks: update relata`;
    throw new Failure("store_newer", message);
  }
  for (const { time, hash, statements } of known.filter((one) => !times.has(one.time))) {
    for (const statement of statements) yield* ask(sql.raw(statement));
    yield* ask(sql`insert into ${migrations} (created_at, hash) values (${time}, ${hash})`);
  }
}

/** Why only by name: who makes the tables by other means does so from the exported schema. */
function* requireTables({ hasTable }: Dialect, { prefix }: Place): Steps<void> {
  for (const name of ["keys", "secrets", "audit", "signing_keys", "limits"]) {
    const found = yield* ask(hasTable(`${prefix}${name}`));
    if (found.length > 0) continue;
    throw new Failure(
      "store_outdated",
      `the table \`${prefix}${name}\` is missing: open the keys once with \`migrate: "auto"\`, or migrate with the exported tables`,
    );
  }
}

function knownMigrations({ name }: Dialect, { prefix }: Place) {
  // Beside `src` and `dist` alike.
  const migrationsFolder = fileURLToPath(new URL(`../../migrations/${name}`, import.meta.url));
  return readMigrationFiles({ migrationsFolder }).map(({ folderMillis: time, hash, sql: statements }) => ({
    time,
    hash,
    // drizzle-kit quotes every name.
    statements: statements.map((text) => text.trim().replaceAll(QUOTED, `$1${prefix}`)),
  }));
}

const QUOTED = new RegExp(`([\`"])${DEFAULT_PREFIX}`, "g");
