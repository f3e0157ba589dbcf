import { randomBytes } from "node:crypto";
import { fileURLToPath } from "node:url";
import { Failure } from "@relata/model";
import { sql, type SQL } from "drizzle-orm";
import { readMigrationFiles, type MigrationMeta } from "drizzle-orm/migrator";
import type { Database } from "./database.ts";
import { lockKey } from "./lock-key.ts";
import type { Session } from "./session.ts";
import { DEFAULT_PREFIX } from "./tables.ts";

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
  const lock = sql`select pg_advisory_xact_lock(${lockKey("migrate", database.place)})`;
  await database.writing(sql`read committed`, [lock], async (session) => {
    const schema = sql.identifier(database.place.schema);
    // Why asked first: to make one needs a right, also where it is there already.
    const [there] = await session.rows<{ yes: boolean }>(
      sql`select exists (select from pg_namespace where nspname = ${database.place.schema}) as yes`,
    );
    if (there?.yes !== true) await session.script(sql`create schema ${schema}`);
    await session.script(sql`set local search_path to ${schema}`);
    await session.script(
      sql`create table if not exists ${named(database, "migrations")} (created_at bigint primary key, hash text not null)`,
    );
    for (const migration of await missing(session, database, known)) await apply(session, migration, database);
    // A token must not be taken for one of another database, so the name of this one comes from chance.
    await session.rows(
      sql`insert into ${database.tables.database} ("only", id) values (1, ${randomBytes(16).toString("base64url")}) on conflict do nothing`,
    );
  });
}

/** Runs the statements of one migration in the schema, and notes that it has been applied. */
async function apply(session: Session, migration: MigrationMeta, database: Database) {
  for (const statement of statementsOf(migration, database.place.prefix)) await session.script(sql.raw(statement));
  const { folderMillis, hash } = migration;
  await session.rows(sql`
    insert into ${named(database, "migrations")} (created_at, hash) values (${folderMillis}::bigint, ${hash})`);
}

/** As drizzle-kit wrote them, with names that begin with the prefix. It quotes every name, and names no schema. */
function statementsOf({ sql: statements }: MigrationMeta, prefix: string): readonly string[] {
  return statements.map((statement) => statement.replaceAll(`"${DEFAULT_PREFIX}`, `"${prefix}`));
}

/** A table that drizzle does not know. */
function named({ place: { schema, prefix } }: Database, name: string): SQL {
  return sql`${sql.identifier(schema)}.${sql.identifier(`${prefix}${name}`)}`;
}

/** The migrations that the database lacks. They are told apart by time, because line ends may change on their way. */
async function missing(session: Session, database: Database, known: readonly MigrationMeta[]) {
  const applied = await appliedTo(session, database);
  const newer = [...applied].filter((time) => known.every(({ folderMillis }) => folderMillis !== time));
  if (newer.length > 0) {
    throw new Failure(
      "store_newer",
      `\`${database.name}\` was written by a newer version of relata, with ${newer.length} migrations that this one lacks: update relata`,
    );
  }
  return known.filter(({ folderMillis }) => !applied.has(folderMillis));
}

/** The times of the migrations that the schema has had; none where the table of them is not there. */
async function appliedTo(session: Session, database: Database): Promise<ReadonlySet<number>> {
  const { schema, prefix } = database.place;
  const [table] = await session.rows<{ yes: boolean }>(sql`
    select exists (select from pg_tables where schemaname = ${schema} and tablename = ${`${prefix}migrations`}) as yes`);
  if (table?.yes !== true) return new Set();
  const rows = await session.rows<{ created_at: string }>(sql`select created_at from ${named(database, "migrations")}`);
  return new Set(rows.map(({ created_at: time }) => Number(time)));
}
