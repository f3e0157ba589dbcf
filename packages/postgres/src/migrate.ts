import { Failure } from "@relata/model";
import type { MigrationStatus } from "@relata/store";
import { sql } from "drizzle-orm";
import type { Database } from "./database.ts";
import { firstStatements, knownMigrations, migrationsTable } from "./known-migrations.ts";
import { lockKey } from "./lock-key.ts";
import type { Session } from "./session.ts";

/**
 * Brings the tables to this version, in one transaction under a lock: of two processes that start at once, the second
 * finds it done. A database that needs nothing is only read. Answers what was done.
 *
 * Why not drizzle's own `migrate`: it takes no lock, and its table may be the application's.
 *
 * @throws Failure `store_newer`, before anything is written
 * @throws DatabaseError
 */
export async function migrate(database: Database): Promise<MigrationStatus["pending"]> {
  const { pending } = await database.use((session) => migrationStatus(session, database));
  if (pending.length === 0) return [];
  const opening = [
    // Why: to index what is there may take long, and to wait for another that does so takes as long.
    sql`set local statement_timeout = 0`,
    sql`select pg_advisory_xact_lock(${lockKey("migrate", database.place)})`,
  ];
  const run = async (session: Session): Promise<MigrationStatus["pending"]> => {
    const status = await migrationStatus(session, database);
    for (const { statements } of status.pending) {
      await session.script(...statements.map((statement) => sql.raw(statement)));
    }
    return status.pending;
  };
  return database.writing(sql`read committed`, opening, run, { isPatient: true });
}

/**
 * What the schema has had, and what it lacks, with the very statements that would be run. Changes nothing.
 *
 * @throws Failure `store_newer` where it has had what this version does not know
 */
export async function migrationStatus(session: Session, { place, name }: Database): Promise<MigrationStatus> {
  const [there] = await session.rows<{ schema: boolean; table: boolean }>(sql`
    select exists (select from pg_namespace where nspname = ${place.schema}) as schema, exists (
      select from pg_tables where schemaname = ${place.schema} and tablename = ${`${place.prefix}migrations`}
    ) as table`);
  const rows =
    there?.table === true
      ? await session.rows<{ created_at: string }>(sql`select created_at from ${migrationsTable(place)}`)
      : [];
  const times = new Set(rows.map(({ created_at: time }) => Number(time)));
  const known = knownMigrations(place);
  const newer = [...times].filter((time) => known.every((migration) => migration.time !== time));
  if (newer.length > 0) {
    const message = `\`${name}\` was written by a newer version of relata, with ${newer.length} migrations that this one lacks: update relata`;
    throw new Failure("store_newer", message);
  }
  const pending = known.filter(({ time }) => !times.has(time));
  const first = there?.table === true ? [] : firstStatements(place, { hasSchema: there?.schema === true });
  return {
    applied: known.filter(({ time }) => times.has(time)).map((migration) => ({ name: migration.name })),
    pending: pending.map((migration, n) => ({
      name: migration.name,
      statements: n === 0 ? [...first, ...migration.statements] : migration.statements,
    })),
  };
}
