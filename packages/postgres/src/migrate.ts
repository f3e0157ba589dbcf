import { randomBytes } from "node:crypto";
import { fileURLToPath } from "node:url";
import { Failure } from "@relata/model";
import { sql } from "drizzle-orm";
import { readMigrationFiles, type MigrationMeta } from "drizzle-orm/migrator";
import type { Database } from "./database.ts";
import { lockKey } from "./lock-key.ts";
import type { Session } from "./session.ts";

// Beside `src` and `dist` alike.
const migrationsFolder = fileURLToPath(new URL("../migrations", import.meta.url));

/**
 * Brings the tables to this version, in one transaction under a lock: of two processes that start at once, the second
 * finds it done. A database that needs nothing is only read.
 *
 * Why not drizzle's own `migrate`: it takes no lock, and its table may be the application's.
 *
 * @throws Failure `store_newer`, before anything is written
 * @throws DatabaseError
 */
export async function migrate(database: Database): Promise<void> {
  const known = readMigrationFiles({ migrationsFolder });
  const isCurrent = await database.use(async (session) => (await missing(session, database, known)).length === 0);
  if (isCurrent) return;
  const lock = sql`select pg_advisory_xact_lock(${lockKey("migrate", database.schema)})`;
  await database.writing(sql`read committed`, [lock], async (session) => {
    const schema = sql.identifier(database.schema);
    // Why asked first: to make one needs a right, also where it is there already.
    const [there] = await session.rows<{ yes: boolean }>(
      sql`select exists (select from pg_namespace where nspname = ${database.schema}) as yes`,
    );
    if (there?.yes !== true) await session.script(sql`create schema ${schema}`);
    await session.script(sql`set local search_path to ${schema}`);
    await session.script(
      sql`create table if not exists relata_migrations (created_at bigint primary key, hash text not null)`,
    );
    for (const migration of await missing(session, database, known)) await apply(session, migration, database.schema);
    // A token must not be taken for one of another database, so the name of this one comes from chance.
    await session.rows(
      sql`insert into relata_store ("only", id) values (1, ${randomBytes(16).toString("base64url")}) on conflict do nothing`,
    );
  });
}

/** Runs the statements of one migration in the schema, and notes that it has been applied. */
async function apply(session: Session, { sql: statements, folderMillis, hash }: MigrationMeta, schema: string) {
  const here = `"${schema.replaceAll('"', '""')}".`;
  for (const statement of statements) {
    // drizzle-kit names the schema where a table refers to another, and nowhere else.
    await session.script(sql.raw(statement.replaceAll('"public".', () => here)));
  }
  await session.rows(sql`insert into relata_migrations (created_at, hash) values (${folderMillis}::bigint, ${hash})`);
}

/** The migrations that the database lacks. They are told apart by time, because line ends may change on their way. */
async function missing(session: Session, { schema, name }: Database, known: readonly MigrationMeta[]) {
  const applied = await appliedTo(session, schema);
  const newer = [...applied].filter((time) => known.every(({ folderMillis }) => folderMillis !== time));
  if (newer.length > 0) {
    throw new Failure(
      "store_newer",
      `\`${name}\` was written by a newer version of relata, with ${newer.length} migrations that this one lacks: update relata`,
    );
  }
  return known.filter(({ folderMillis }) => !applied.has(folderMillis));
}

/** The times of the migrations that the schema has had; none where the table of them is not there. */
async function appliedTo(session: Session, schema: string): Promise<ReadonlySet<number>> {
  const [table] = await session.rows<{ yes: boolean }>(
    sql`select exists (select from pg_tables where schemaname = ${schema} and tablename = 'relata_migrations') as yes`,
  );
  if (table?.yes !== true) return new Set();
  const rows = await session.rows<{ created_at: string }>(
    sql`select created_at from ${sql.identifier(schema)}.relata_migrations`,
  );
  return new Set(rows.map(({ created_at: time }) => Number(time)));
}
