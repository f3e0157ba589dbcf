import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { readMigrationFiles } from "drizzle-orm/migrator";
import { DEFAULT_PREFIX } from "./tables.ts";

// Beside `src` and `dist` alike.
const migrationsFolder = fileURLToPath(new URL("../migrations", import.meta.url));

/** A migration of this version. */
export interface MigrationFile {
  readonly name: string;
  /** Milliseconds since the epoch: tells migrations apart, because line ends may change on their way. */
  readonly time: number;
  readonly hash: string;
  readonly statements: readonly string[];
}

/** Every migration of this version, oldest first, as drizzle-kit wrote them, but for names that begin with the prefix. */
export function migrationFiles(prefix: string): readonly MigrationFile[] {
  // Why: drizzle reads no names.
  const { entries } = JSON.parse(readFileSync(join(migrationsFolder, "meta", "_journal.json"), "utf8")) as {
    readonly entries: readonly { readonly when: number; readonly tag: string }[];
  };
  const names = new Map(entries.map(({ when, tag }) => [when, tag]));
  return readMigrationFiles({ migrationsFolder }).map(({ folderMillis: time, hash, sql }) => ({
    name: names.get(time) ?? `${time}`,
    time,
    hash,
    statements: sql.map((statement) => statement.trim().replaceAll(named, `$1${prefix}`)),
  }));
}

/** drizzle-kit quotes every name. */
const named = new RegExp(`([\`"])${DEFAULT_PREFIX}`, "g");
