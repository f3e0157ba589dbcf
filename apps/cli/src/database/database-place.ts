import { statSync } from "node:fs";
import { resolve } from "node:path";
import { Failure } from "@relata/core";
import type { Surroundings } from "../surroundings.ts";
import { systemReason, usageError } from "../usage-error.ts";
import type { DatabaseOptions } from "./database-options.ts";

/** A database that was named, there or not. */
export type DatabasePlace = SqlitePlace | PostgresPlace;

interface Named {
  readonly prefix?: string;
}

export interface SqlitePlace extends Named {
  readonly kind: "sqlite";
  /** Absolute. */
  readonly path: string;
  /** As it was given, for messages. */
  readonly shown: string;
}

/** The URL may hold a password, and is never shown. */
export interface PostgresPlace extends Named {
  readonly kind: "postgres";
  readonly url: string;
  readonly schema?: string;
}

/** What `--db` says; where it is left out, what `RELATA_DATABASE_URL` says. Undefined where neither does. */
export function givenDatabase({ env }: Pick<Surroundings, "env">, { db }: DatabaseOptions): string | undefined {
  const fromEnv = env["RELATA_DATABASE_URL"] ?? "";
  return db ?? (fromEnv === "" ? undefined : fromEnv);
}

/** @throws CommanderError where no database is named, or a schema of one that has none */
export function databasePlace(surroundings: Surroundings, options: DatabaseOptions): DatabasePlace {
  const given = givenDatabase(surroundings, options);
  const { schema, prefix } = options;
  if (given === undefined || given === "") {
    throw usageError("which database? give --db FILE or --db postgres://…, or set RELATA_DATABASE_URL");
  }
  const named = prefix === undefined ? {} : { prefix };
  if (isPostgresUrl(given)) {
    return { kind: "postgres", url: given, ...named, ...(schema !== undefined && { schema }) };
  }
  if (schema !== undefined)
    throw usageError("--schema is for PostgreSQL: a SQLite file has none, and --prefix instead");
  return { kind: "sqlite", path: resolve(surroundings.cwd, given), shown: given, ...named };
}

/** Whether there is anything to read. Of a server, only a connection tells. */
export function isThere(place: DatabasePlace): boolean {
  if (place.kind === "postgres") return true;
  return (statSync(place.path, { throwIfNoEntry: false })?.size ?? 0) > 0;
}

/**
 * Refuses a SQLite file that is not there, or empty. SQLite makes what is not there, and a mistyped path would then deny
 * everything.
 *
 * @throws Failure `store_unavailable`, `store_unreadable`
 */
export function requireThere(place: DatabasePlace): void {
  if (place.kind === "postgres") return;
  let sizeBytes: number;
  try {
    sizeBytes = statSync(place.path).size;
  } catch (cause) {
    const hint = "`relata import` makes one";
    throw new Failure("store_unavailable", `no database at \`${place.shown}\`: ${systemReason(cause)}; ${hint}`, {
      cause,
    });
  }
  if (sizeBytes > 0) return;
  throw new Failure("store_unreadable", `\`${place.shown}\` is an empty file, not a database of relata`);
}

function isPostgresUrl(text: string): boolean {
  return /^postgres(ql)?:\/\//i.test(text);
}
