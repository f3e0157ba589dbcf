import { randomBytes } from "node:crypto";
import { fileURLToPath } from "node:url";
import { Failure } from "@relata/model";
import { sql } from "drizzle-orm";
import { readMigrationFiles, type MigrationMeta } from "drizzle-orm/migrator";
import type { Connection } from "./connection.ts";
import { store } from "./schema.ts";

// Beside `src` and `dist` alike.
const migrationsFolder = fileURLToPath(new URL("../migrations", import.meta.url));

/**
 * Brings the tables to this version, in one transaction: another process that opens the file sees all of it or nothing.
 * Files that need nothing are only read.
 *
 * Why not drizzle's own `migrate`: it looks at the file before its transaction begins, so that of two processes that
 * open a new file at once the second fails; and its table may be the application's, who migrates the same file with it.
 *
 * @throws Failure `store_newer`, before anything is written
 */
export function migrate(db: Connection, path: string): void {
  const known = readMigrationFiles({ migrationsFolder });
  if (missing(db, known, path).length === 0) return;
  db.transaction(
    () => {
      db.run(sql`create table if not exists relata_migrations (
        created_at integer primary key not null, hash text not null
      )`);
      for (const migration of missing(db, known, path)) apply(db, migration);
      // A token must not be taken for one of another file, so the name of this one comes from chance.
      db.insert(store)
        .values({ only: 1, id: randomBytes(16).toString("base64url") })
        .onConflictDoNothing()
        .run();
    },
    { behavior: "immediate" },
  );
}

/** Runs the statements of one migration, and notes that it has been applied. */
function apply(db: Connection, { sql: statements, folderMillis, hash }: MigrationMeta): void {
  for (const statement of statements) db.run(sql.raw(statement));
  db.run(sql`insert into relata_migrations (created_at, hash) values (${folderMillis}, ${hash})`);
}

/** The migrations that the file lacks. They are told apart by time, because line ends may change on their way. */
function missing(db: Connection, known: readonly MigrationMeta[], path: string): readonly MigrationMeta[] {
  const applied = appliedTo(db);
  const newer = [...applied].filter((time) => known.every(({ folderMillis }) => folderMillis !== time));
  if (newer.length > 0) {
    throw new Failure(
      "store_newer",
      `\`${path}\` was written by a newer version of relata, with ${newer.length} migrations that this one lacks: update relata`,
    );
  }
  return known.filter(({ folderMillis }) => !applied.has(folderMillis));
}

/** The times of the migrations that the file has had; none where the table of them is not there. */
function appliedTo(db: Connection): ReadonlySet<number> {
  const table = db.get(sql`select 1 from sqlite_master where type = 'table' and name = 'relata_migrations'`);
  if (table === undefined) return new Set();
  return new Set(db.values<[number]>(sql`select created_at from relata_migrations`).map(([time]) => time));
}
