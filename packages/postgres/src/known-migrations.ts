import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { sql, type SQL } from "drizzle-orm";
import { PgDialect } from "drizzle-orm/pg-core";
import { readMigrationFiles } from "drizzle-orm/migrator";
import { literal } from "./literal.ts";
import { DEFAULT_PREFIX, type TablesOptions } from "./tables/tables.ts";

// Beside `src` and `dist` alike.
const migrationsFolder = fileURLToPath(new URL("../migrations", import.meta.url));

const dialect = new PgDialect();

/** A migration of this version. */
export interface KnownMigration {
  readonly name: string;
  /** Milliseconds since the epoch. Migrations are told apart by it, because line ends may change on their way. */
  readonly time: number;
  /** What it runs, down to the note that it was run. */
  readonly statements: readonly string[];
}

/** The migrations of this version, oldest first, for tables of that schema and prefix. */
export function knownMigrations(place: Required<TablesOptions>): readonly KnownMigration[] {
  const names = namesByTime();
  return readMigrationFiles({ migrationsFolder }).map(({ sql: statements, folderMillis: time, hash }) => ({
    name: names.get(time) ?? String(time),
    time,
    statements: [
      // drizzle-kit names no schema, and quotes every name.
      textOf(sql`set local search_path to ${sql.identifier(place.schema)}`),
      ...statements.map((text) => text.trim().replace(/;$/, "").replaceAll(`"${DEFAULT_PREFIX}`, `"${place.prefix}`)),
      textOf(
        sql`insert into ${migrationsTable(place)} (created_at, hash) values (${sql.raw(String(time))}, ${literal(hash)})`,
      ),
    ],
  }));
}

/** What makes room for the first migration. */
export function firstStatements(
  place: Required<TablesOptions>,
  { hasSchema }: { readonly hasSchema: boolean },
): readonly string[] {
  const schema = sql`create schema if not exists ${sql.identifier(place.schema)}`;
  const table = sql`create table if not exists ${migrationsTable(place)} (created_at bigint primary key, hash text not null)`;
  // Why not also where it is there: to make one needs a right, if only to find that it is.
  return (hasSchema ? [table] : [schema, table]).map(textOf);
}

/** The table of what has been applied, which drizzle does not know. */
export function migrationsTable({ schema, prefix }: Required<TablesOptions>): SQL {
  return sql`${sql.identifier(schema)}.${sql.identifier(`${prefix}migrations`)}`;
}

function textOf(statement: SQL): string {
  return dialect.sqlToQuery(statement).sql;
}

/** drizzle reads all of the journal but the names. */
function namesByTime(): ReadonlyMap<number, string> {
  const journal: unknown = JSON.parse(readFileSync(`${migrationsFolder}/meta/_journal.json`, "utf8"));
  const { entries } = journal as { readonly entries: readonly { readonly when: number; readonly tag: string }[] };
  return new Map(entries.map(({ when, tag }) => [when, tag]));
}
