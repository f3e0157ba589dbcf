import { isNotNull, isNull, sql } from "drizzle-orm";
import {
  check,
  index,
  integer,
  PgSchema,
  pgSchema,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  type PgColumn,
  type PgTableFn,
} from "drizzle-orm/pg-core";
import { bytes, inOrder, life, number } from "./columns.ts";
import { isLive, isPast, isSet } from "./life.ts";

/*
 * The tables. Rows of history are never changed, but for `ended_in` of a tuple or an attribute and `number` of a
 * transaction, which are set once. Live is "not ended". `store` is the tenant: first in every key by which rows of one are
 * found, and in the condition of every question that is asked for one.
 *
 * Why no foreign keys to transactions: a row is made in the transaction that makes its transaction's row, and rows leave
 * before those do; each would cost a look-up for every tuple of an import.
 *
 * A change here needs a migration: `pnpm exec drizzle-kit generate` in this package; a test holds the two together.
 */

/** Where the tables are, and how their names begin. */
export interface TablesOptions {
  /** Default: `public`. */
  readonly schema?: string;
  /** Tables, indexes and sequences begin with it: small letters, digits and `_`, 31 at the most. Default: `relata_`. */
  readonly prefix?: string;
}

/** How names begin unless another prefix is given, and always in the migrations of this package. */
export const DEFAULT_PREFIX = "relata_";

export type Tables = ReturnType<typeof tablesIn>;

/**
 * The tables as drizzle knows them, for an application whose drizzle-kit owns the migrations of its database:
 *
 * ```ts
 * export const { database, transactions, tuples, attributes, models, idempotency } = tablesIn({ schema: "authz" });
 * ```
 *
 * Where the schema is not `public`, the application exports a `pgSchema` of that name as well, so that drizzle-kit makes it.
 */
export function tablesIn(options: TablesOptions = {}) {
  const { schema = "public" } = options;
  // Why: drizzle-kit's name for the tables of `public` is no schema at all.
  return tablesBy(schema === "public" ? pgTable : pgSchema(schema).table, options);
}

/**
 * The same for statements, which name the schema always: the role that connects, or a transaction of the application, may look
 * for names elsewhere first.
 */
export function qualifiedTablesIn(options: TablesOptions = {}): Tables {
  return tablesBy(new PgSchema(options.schema ?? "public").table, options);
}

function tablesBy(table: PgTableFn<string | undefined>, { prefix = DEFAULT_PREFIX }: TablesOptions) {
  const named = (name: string) => `${prefix}${name}`;

  /** One row: who this database is, so that a token of another is not taken for one of ours, and what it has forgotten. */
  const database = table(
    named("database"),
    {
      // Invariant: the only value is 1, so the primary key allows no second row.
      only: integer("only").primaryKey(),
      id: bytes("id").notNull(),
      /** The number of the oldest state that can still be read. */
      oldest: number("oldest").notNull().default(0),
      /** The highest id of which it is known that it is settled, and that its number is not above `oldest`, nor any id's below. */
      collected: number("collected").notNull().default(0),
      /** Up to this id, every transaction is decided, and numbered where it was committed: what has no number is above it. */
      settled: number("settled").notNull().default(0),
      /** Up to this number, nothing is left to collect. */
      swept: number("swept").notNull().default(0),
    },
    ({ only }) => [check(named("database_only"), sql`${only} = 1`)],
  );

  /** One row for each committed write. */
  const transactions = table(
    named("transactions"),
    {
      /** Given out before the commit: an order in which some may be missing, and appear later. */
      id: number("id").primaryKey().generatedAlwaysAsIdentity(),
      store: bytes("store").notNull(),
      /** The revision: one total order of all stores, without gaps. Null until the sequencer has numbered the write. */
      number: number("number"),
      /** Where its number comes in the order of those without one: given out when all its rows are written. */
      place: number("place"),
      /** Milliseconds since the epoch. */
      at: number("at").notNull(),
    },
    (t) => [
      // Which write has this number? Which number is the last?
      uniqueIndex(named("transactions_number")).on(t.number).where(isNotNull(t.number)),
      // Which writes of this store come after that number? Which stores are there?
      index(named("transactions_log")).on(t.store, t.number).where(isNotNull(t.number)),
      // Which writes above `settled` are not numbered yet? Of this store, or of any?
      index(named("transactions_unnumbered")).on(t.id, t.store).where(isNull(t.number)),
    ],
  );

  /** What is asked of the log, of tuples and attributes alike. */
  const logged = (of: string, { store, madeIn, endedIn }: Record<"store" | "madeIn" | "endedIn", PgColumn>) => [
    // What did this write make?
    index(named(`${of}_made`)).on(store, madeIn),
    // What did it end?
    index(named(`${of}_ended`))
      .on(store, endedIn)
      .where(isNotNull(endedIn)),
  ];

  const tuples = table(
    named("tuples"),
    {
      id: number("id").notNull().generatedAlwaysAsIdentity(),
      store: bytes("store").notNull(),
      objectType: bytes("object_type").notNull(),
      objectId: bytes("object_id").notNull(),
      relation: bytes("relation").notNull(),
      subjectType: bytes("subject_type").notNull(),
      subjectId: bytes("subject_id").notNull(),
      // Why: empty for a plain subject, never NULL, because NULLs are distinct in a unique index.
      subjectRelation: bytes("subject_relation").notNull(),
      policy: bytes("policy"),
      /** Canonical JSON, so that equal parameters are equal text. Null exactly where `policy` is. */
      parameters: bytes("parameters"),
      /** RFC 3339 text: PostgreSQL's own timestamps end at microseconds. */
      validFrom: bytes("valid_from"),
      validUntil: bytes("valid_until"),
      ...life(),
    },
    (t) => {
      const key = [t.objectType, t.objectId, t.relation, t.subjectType, t.subjectId, t.subjectRelation] as const;
      const object = [t.objectType, t.objectId, t.relation] as const;
      const subject = [t.subjectType, t.subjectId, t.subjectRelation, t.objectType, t.relation, t.objectId] as const;
      const isOfSet = isSet(t.subjectRelation, t.subjectId);
      return [
        primaryKey({ name: named("tuples_pkey"), columns: [t.store, t.id] }),
        // Is this tuple live? Its prefix answers: what is on this object under this relation?
        uniqueIndex(named("tuples_live_key"))
          .on(t.store, ...key)
          .where(isLive("key", t.endedIn)),
        // Which sets and wildcards are on this object? It holds none of the million plain members of a group.
        index(named("tuples_live_sets"))
          .on(t.store, ...object)
          .where(sql`${isLive("sets", t.endedIn)} and ${isOfSet}`),
        // Which groups is this subject in? Its prefix answers: what names this subject?
        index(named("tuples_live_subject"))
          .on(t.store, ...subject)
          .where(isLive("subject", t.endedIn)),
        // The same of the past: was this tuple live?
        index(named("tuples_past_key"))
          .on(t.store, ...key)
          .where(isPast("key", t.endedIn)),
        // Which sets and wildcards were on this object?
        index(named("tuples_past_sets"))
          .on(t.store, ...object)
          .where(sql`${isPast("sets", t.endedIn)} and ${isOfSet}`),
        // Which groups was this subject in?
        index(named("tuples_past_subject"))
          .on(t.store, ...subject)
          .where(isPast("subject", t.endedIn)),
        ...logged("tuples", t),
        // Which windows opened between two instants?
        index(named("tuples_from")).on(t.store, inOrder(t.validFrom)).where(isNotNull(t.validFrom)),
        // Which closed?
        index(named("tuples_until")).on(t.store, inOrder(t.validUntil)).where(isNotNull(t.validUntil)),
      ];
    },
  );

  /** One row for each value that an attribute of an object has had. */
  const attributes = table(
    named("attributes"),
    {
      id: number("id").notNull().generatedAlwaysAsIdentity(),
      store: bytes("store").notNull(),
      objectType: bytes("object_type").notNull(),
      objectId: bytes("object_id").notNull(),
      name: bytes("name").notNull(),
      /** Canonical JSON; the JSON value null is the text `null`. */
      value: bytes("value").notNull(),
      ...life(),
    },
    (t) => [
      primaryKey({ name: named("attributes_pkey"), columns: [t.store, t.id] }),
      // What are the attributes of this object?
      uniqueIndex(named("attributes_live_key"))
        .on(t.store, t.objectType, t.objectId, t.name)
        .where(isLive("key", t.endedIn)),
      // What were they?
      index(named("attributes_past_key")).on(t.store, t.objectType, t.objectId, t.name).where(isPast("key", t.endedIn)),
      ...logged("attributes", t),
    ],
  );

  /** One row for each model that was applied; the last is the applied one. Rows are never changed. */
  const models = table(
    named("models"),
    {
      store: bytes("store").notNull(),
      /** From 1, without gaps: the exclusive lock of writes is held when a row is made. */
      number: integer("number").notNull(),
      hash: bytes("hash").notNull(),
      /** JSON. */
      model: text("model").notNull(),
      text: text("text"),
      message: text("message"),
      madeIn: number("made_in").notNull(),
    },
    (t) => [
      primaryKey({ name: named("models_pkey"), columns: [t.store, t.number] }),
      // Which model did this write apply?
      index(named("models_made")).on(t.store, t.madeIn),
    ],
  );

  /** One row for each write that was named, with its outcome. */
  const idempotency = table(
    named("idempotency"),
    {
      store: bytes("store").notNull(),
      key: bytes("key").notNull(),
      /** SHA-256 of the changes in canonical form, in hexadecimal digits. */
      hash: bytes("hash").notNull(),
      transaction: number("transaction").notNull(),
      written: integer("written").notNull(),
      deleted: integer("deleted").notNull(),
    },
    (t) => [
      primaryKey({ name: named("idempotency_pkey"), columns: [t.store, t.key] }),
      // Which key did this write have?
      index(named("idempotency_transaction")).on(t.store, t.transaction),
    ],
  );

  return { database, transactions, tuples, attributes, models, idempotency };
}
