import { DEFAULT_PREFIX } from "../tables/places.ts";
import { sql } from "drizzle-orm";
import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

/*
 * The tables in SQLite. `store` is the tenant: first in every key and in every condition. Times are milliseconds. What belongs
 * to a key's rights is not here but in its tuples.
 *
 * A change here needs a migration: `pnpm exec drizzle-kit generate --config drizzle.sqlite.config.ts`; a test holds the two
 * together.
 */

/** How the names of the tables begin. */
export interface TablesOptions {
  /** As the prefix of the engine's tables. Default: `relata_`. */
  readonly prefix?: string;
}

/** The tables as drizzle knows them, for an application whose drizzle-kit owns the migrations of its file. */
export function keyTablesIn({ prefix = DEFAULT_PREFIX }: TablesOptions = {}) {
  const named = (name: string) => `${prefix}${name}`;
  const keys = sqliteTable(
    named("keys"),
    {
      store: text("store").notNull(),
      id: text("id").notNull(),
      app: text("app").notNull(),
      kind: text("kind").notNull(),
      environment: text("environment").notNull(),
      name: text("name").notNull(),
      createdAt: integer("created_at").notNull(),
      createdBy: text("created_by"),
      expiresAt: integer("expires_at"),
      revokedAt: integer("revoked_at"),
      /** Lists and records as JSON. */
      addresses: text("addresses"),
      limits: text("limits"),
      metadata: text("metadata").notNull(),
      lastUsedAt: integer("last_used_at"),
    },
    (table) => [
      primaryKey({ name: named("keys_key"), columns: [table.store, table.id] }),
      index(named("keys_revoked"))
        .on(table.store, table.revokedAt)
        .where(sql`revoked_at is not null`),
    ],
  );
  const secrets = sqliteTable(
    named("secrets"),
    {
      store: text("store").notNull(),
      hash: text("hash").notNull(),
      key: text("key").notNull(),
      lastFour: text("last_four").notNull(),
      createdAt: integer("created_at").notNull(),
      validUntil: integer("valid_until"),
    },
    (table) => [
      primaryKey({ name: named("secrets_key"), columns: [table.store, table.hash] }),
      index(named("secrets_by_key")).on(table.store, table.key, table.createdAt),
    ],
  );
  const audit = sqliteTable(
    named("audit"),
    {
      number: integer("number").primaryKey({ autoIncrement: true }),
      store: text("store").notNull(),
      key: text("key"),
      event: text("event").notNull(),
      /** The rest of the row, as JSON. */
      row: text("row").notNull(),
      at: integer("at").notNull(),
    },
    (table) => [
      index(named("audit_by_store")).on(table.store, table.number),
      index(named("audit_by_key")).on(table.store, table.key, table.number),
      // Which keys ended lately? Attempts are by far the most rows, and none of them.
      index(named("audit_by_event"))
        .on(table.store, table.event, table.at)
        .where(sql`event <> 'attempt'`),
    ],
  );
  /** Keys that sign tokens: the private half is in `material`, encrypted unless it was said to be plain. */
  const signingKeys = sqliteTable(
    named("signing_keys"),
    {
      store: text("store").notNull(),
      kid: text("kid").notNull(),
      generation: integer("generation").notNull(),
      algorithm: text("algorithm").notNull(),
      createdAt: integer("created_at").notNull(),
      signsFrom: integer("signs_from").notNull(),
      material: text("material").notNull(),
    },
    // Of two processes that make the next key at once, one does.
    (table) => [primaryKey({ name: named("signing_keys_key"), columns: [table.store, table.generation] })],
  );
  /** As rate-limiter-flexible has it. */
  const limits = sqliteTable(named("limits"), {
    key: text("key").primaryKey(),
    points: integer("points").notNull().default(0),
    expire: integer("expire"),
  });
  return { keys, secrets, audit, signingKeys, limits };
}
