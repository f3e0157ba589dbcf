import { DEFAULT_PREFIX } from "../tables/places.ts";
import { sql } from "drizzle-orm";
import { bigint, bigserial, index, integer, pgSchema, pgTable, primaryKey, text } from "drizzle-orm/pg-core";

/*
 * The tables in PostgreSQL. `store` is the tenant: first in every key and in every condition. Times are milliseconds. What belongs
 * to a key's rights is not here but in its tuples.
 *
 * A change here needs a migration: `pnpm exec drizzle-kit generate --config drizzle.postgres.config.ts`; a test holds the two
 * together.
 */

/** How the names of the tables begin. */
export interface TablesOptions {
  /** The schema that they are in. Default: `public`. */
  readonly schema?: string;
  /** As the prefix of the engine's tables. Default: `relata_`. */
  readonly prefix?: string;
}

/** The tables as drizzle knows them, for an application whose drizzle-kit owns the migrations of its database. */
export function keyTablesIn(options: TablesOptions = {}) {
  const { schema = "public" } = options;
  // Why: drizzle-kit's name for the tables of `public` is no schema at all.
  // The two differ in nothing but the schema that they name.
  return tablesBy((schema === "public" ? pgTable : pgSchema(schema).table) as typeof pgTable, options);
}

function tablesBy(table: typeof pgTable, { prefix = DEFAULT_PREFIX }: TablesOptions) {
  const named = (name: string) => `${prefix}${name}`;
  const keys = table(
    named("keys"),
    {
      store: text("store").notNull(),
      id: text("id").notNull(),
      app: text("app").notNull(),
      kind: text("kind").notNull(),
      environment: text("environment").notNull(),
      name: text("name").notNull(),
      createdAt: bigint("created_at", { mode: "number" }).notNull(),
      createdBy: text("created_by"),
      expiresAt: bigint("expires_at", { mode: "number" }),
      revokedAt: bigint("revoked_at", { mode: "number" }),
      /** Lists and records as JSON. */
      addresses: text("addresses"),
      limits: text("limits"),
      metadata: text("metadata").notNull(),
      lastUsedAt: bigint("last_used_at", { mode: "number" }),
    },
    (row) => [
      primaryKey({ name: named("keys_key"), columns: [row.store, row.id] }),
      index(named("keys_revoked"))
        .on(row.store, row.revokedAt)
        .where(sql`revoked_at is not null`),
    ],
  );
  const secrets = table(
    named("secrets"),
    {
      store: text("store").notNull(),
      hash: text("hash").notNull(),
      key: text("key").notNull(),
      lastFour: text("last_four").notNull(),
      createdAt: bigint("created_at", { mode: "number" }).notNull(),
      validUntil: bigint("valid_until", { mode: "number" }),
    },
    (row) => [
      primaryKey({ name: named("secrets_key"), columns: [row.store, row.hash] }),
      index(named("secrets_by_key")).on(row.store, row.key, row.createdAt),
    ],
  );
  const audit = table(
    named("audit"),
    {
      number: bigserial("number", { mode: "number" }).primaryKey(),
      store: text("store").notNull(),
      key: text("key"),
      event: text("event").notNull(),
      /** The rest of the row, as JSON. */
      row: text("row").notNull(),
      at: bigint("at", { mode: "number" }).notNull(),
    },
    (row) => [
      index(named("audit_by_store")).on(row.store, row.number),
      index(named("audit_by_key")).on(row.store, row.key, row.number),
      // Which keys ended lately? Attempts are by far the most rows, and none of them.
      index(named("audit_by_event"))
        .on(row.store, row.event, row.at)
        .where(sql`event <> 'attempt'`),
    ],
  );
  /** Keys that sign tokens: the private half is in `material`, encrypted unless it was said to be plain. */
  const signingKeys = table(
    named("signing_keys"),
    {
      store: text("store").notNull(),
      kid: text("kid").notNull(),
      generation: integer("generation").notNull(),
      algorithm: text("algorithm").notNull(),
      createdAt: bigint("created_at", { mode: "number" }).notNull(),
      signsFrom: bigint("signs_from", { mode: "number" }).notNull(),
      material: text("material").notNull(),
    },
    // Of two processes that make the next key at once, one does.
    (row) => [primaryKey({ name: named("signing_keys_key"), columns: [row.store, row.generation] })],
  );
  /** As rate-limiter-flexible has it. */
  const limits = table(named("limits"), {
    key: text("key").primaryKey(),
    points: integer("points").notNull().default(0),
    expire: bigint("expire", { mode: "number" }),
  });
  return { keys, secrets, audit, signingKeys, limits };
}
