import type { Command } from "commander";

/** Which store a command is about, as commander leaves it: text, not yet looked at. */
export interface DatabaseOptions {
  readonly db?: string;
  readonly schema?: string;
  readonly prefix?: string;
  /** The store of a tenant. */
  readonly store?: string;
}

/** The options by which every command names a database. Answers the command that it was given, for the next one. */
export function withDatabaseOptions(command: Command): Command {
  return command
    .option("-d, --db <database>", "SQLite file, or postgres://… (default: RELATA_DATABASE_URL)")
    .option("--schema <name>", "schema of the tables, on PostgreSQL (default: public)")
    .option("--prefix <text>", "how the names of the tables begin (default: relata_)");
}

/** The same, and the store within the database. */
export function withStoreOptions(command: Command): Command {
  return withDatabaseOptions(command).option("--store <name>", "store of one tenant (default: main)");
}
