import { Failure } from "@relata/model";
import { sql } from "drizzle-orm";
import type { Connection } from "./connection.ts";
import { migrationFiles, type MigrationFile } from "./migration-files.ts";
import type { Place } from "./place.ts";
import { transact } from "./transact.ts";

/**
 * Brings the tables to this version, in one transaction: another process that opens the file sees all of it or nothing.
 * Files that need nothing are only read. Answers what was done.
 *
 * Why not drizzle's own `migrate`: it looks at the file before its transaction begins, so that of two processes that
 * open a new file at once the second fails; and its table may be the application's, who migrates the same file with it.
 *
 * @throws Failure `store_newer`, before anything is written
 */
export function migrate(connection: Connection, place: Place): readonly MigrationFile[] {
  const known = migrationFiles(place.prefix);
  if (missing(connection, known, place).length === 0) return [];
  return transact(connection, "immediate", () => {
    const pending = missing(connection, known, place);
    for (const statement of pending.flatMap((migration) => scriptOf(migration, place))) {
      connection.run(sql.raw(statement));
    }
    return pending;
  });
}

/** The statements of a migration, with those that record it: whoever runs them by hand has what `migrate` makes. */
export function scriptOf({ statements, time, hash }: MigrationFile, { prefix }: Place): readonly string[] {
  const table = `"${prefix}migrations"`;
  return [
    `create table if not exists ${table} (created_at integer primary key not null, hash text not null)`,
    ...statements,
    `insert into ${table} (created_at, hash) values (${time}, '${hash}')`,
    namingOf(prefix),
  ];
}

/** Gives the database its name, where it has none. A token must not be taken for one of another file: it comes from chance. */
function namingOf(prefix: string): string {
  return `insert into "${prefix}database" (only, id) values (1, lower(hex(randomblob(11)))) on conflict do nothing`;
}

/** Names a database whose tables the application made. */
export function nameDatabase(connection: Connection, { prefix }: Place): void {
  connection.run(sql.raw(namingOf(prefix)));
}

/** The migrations that the file lacks. @throws Failure `store_newer` */
export function missing(
  connection: Connection,
  known: readonly MigrationFile[],
  place: Place,
): readonly MigrationFile[] {
  const applied = appliedTo(connection, place);
  const newer = [...applied].filter((at) => known.every(({ time }) => time !== at));
  if (newer.length > 0) {
    throw new Failure(
      "store_newer",
      `\`${place.path}\` was written by a newer version of relata, with ${newer.length} migrations that this one lacks: update relata`,
    );
  }
  return known.filter(({ time }) => !applied.has(time));
}

/** The times of the migrations that the file has had; none where the table of them is not there. */
function appliedTo(connection: Connection, place: Place): ReadonlySet<number> {
  const name = `${place.prefix}migrations`;
  const table = connection.get(sql`select 1 from sqlite_master where type = 'table' and name = ${name}`);
  if (table === undefined) return new Set();
  const rows = connection.all(sql<{ time: number }>`select created_at as time from ${tableOf(place)}`);
  return new Set(rows.map(({ time }) => time));
}

/** A table that drizzle does not know. */
function tableOf({ prefix }: Place) {
  return sql.identifier(`${prefix}migrations`);
}
