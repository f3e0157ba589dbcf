import { Failure } from "@relata/model";
import { and, eq, isNotNull, isNull, ne, or, sql } from "drizzle-orm";
import {
  check,
  index,
  integer,
  primaryKey,
  sqliteTable,
  text,
  uniqueIndex,
  type SQLiteColumn,
} from "drizzle-orm/sqlite-core";

/*
 * The tables. Rows of history are never changed, but for `ended_in`, which is set once: a replaced tuple is an ended row and
 * a new one. Live is "not ended". `store` is the tenant: first in every key by which rows of one are found, and in the
 * condition of every question that is asked for one.
 *
 * Why no foreign keys: whether they hold is a setting of each connection, and one may be the application's. A row is made in
 * the transaction that makes its transaction's row, and garbage leaves before those do.
 *
 * A change here needs a migration: `pnpm exec drizzle-kit generate` in this package; a test holds the two together.
 */

/** How the names of the tables begin. */
export interface TablesOptions {
  /** Tables and indexes begin with it: small letters, digits and `_`, 31 at the most. Default: `relata_`. */
  readonly prefix?: string;
}

/** How names begin unless another prefix is given, and always in the migrations of this package. */
export const DEFAULT_PREFIX = "relata_";

export type Tables = ReturnType<typeof tablesIn>;

/** The transactions that made and ended a row. */
const life = () => ({ madeIn: integer("made_in").notNull(), endedIn: integer("ended_in") });

/**
 * The tables as drizzle knows them, for an application whose drizzle-kit owns the migrations of its file:
 *
 * ```ts
 * export const { database, transactions, tuples, attributes, models, idempotency } = tablesIn({ prefix: "authz_" });
 * ```
 *
 * @throws Failure `store_unavailable` for a prefix that is none
 */
export function tablesIn({ prefix = DEFAULT_PREFIX }: TablesOptions = {}) {
  checkPrefix(prefix);
  const named = (name: string) => `${prefix}${name}`;

  /** One row: who this database is, so that a token of another is not taken for one of ours, and what it has forgotten. */
  const database = sqliteTable(
    named("database"),
    {
      // Invariant: the only value is 1, so the primary key allows no second row.
      only: integer("only").primaryKey(),
      id: text("id").notNull(),
      /** The number of the oldest state that can still be read. */
      oldest: integer("oldest").notNull().default(0),
      /** Up to this number, no transaction is left that could go. */
      swept: integer("swept").notNull().default(0),
    },
    ({ only }) => [check(named("database_only"), sql`${only} = 1`)],
  );

  /** One row for each committed write. */
  const transactions = sqliteTable(
    named("transactions"),
    {
      /**
       * The revision as well: writes come one after the other, and what is rolled back gives its id back, so that ids are one
       * total order of all stores. None is given twice: `autoincrement` remembers those of rows that are gone.
       */
      id: integer("id").primaryKey({ autoIncrement: true }),
      store: text("store").notNull(),
      /** Milliseconds since the epoch. */
      at: integer("at").notNull(),
    },
    (t) => [
      // Which writes of this store come after that number? Which is the last? Which stores are there?
      // The id is in each index of SQLite, at the end.
      index(named("transactions_log")).on(t.store),
    ],
  );

  /** What is asked of the log, of tuples and attributes alike. */
  const logged = (of: string, { store, madeIn, endedIn }: Record<"store" | "madeIn" | "endedIn", SQLiteColumn>) => [
    // What did this write make?
    index(named(`${of}_made`)).on(store, madeIn),
    // What did it end?
    index(named(`${of}_ended`))
      .on(store, endedIn)
      .where(isNotNull(endedIn)),
  ];

  const tuples = sqliteTable(
    named("tuples"),
    {
      id: integer("id").primaryKey(),
      store: text("store").notNull(),
      objectType: text("object_type").notNull(),
      objectId: text("object_id").notNull(),
      relation: text("relation").notNull(),
      subjectType: text("subject_type").notNull(),
      subjectId: text("subject_id").notNull(),
      // Why: empty for a plain subject, never NULL, because NULLs are distinct in a unique index.
      subjectRelation: text("subject_relation").notNull(),
      policy: text("policy"),
      /** Canonical JSON, so that equal parameters are equal text. Null exactly where `policy` is. */
      parameters: text("parameters"),
      /** RFC 3339 text with all nine digits of its nanoseconds, so that it sorts by time. An integer would end in 2262. */
      validFrom: text("valid_from"),
      validUntil: text("valid_until"),
      ...life(),
    },
    (t) => {
      const key = [t.objectType, t.objectId, t.relation, t.subjectType, t.subjectId, t.subjectRelation] as const;
      const object = [t.objectType, t.objectId, t.relation] as const;
      const subject = [t.subjectType, t.subjectId, t.subjectRelation, t.objectType, t.relation, t.objectId] as const;
      const isSet = or(ne(t.subjectRelation, sql`''`), eq(t.subjectId, sql`'*'`));
      return [
        // Is this tuple live? Its prefix answers: what is on this object under this relation?
        uniqueIndex(named("tuples_live_key"))
          .on(t.store, ...key)
          .where(isNull(t.endedIn)),
        // Which sets and wildcards are on this object? It holds none of the million plain members of a group.
        index(named("tuples_live_sets"))
          .on(t.store, ...object)
          .where(and(isNull(t.endedIn), isSet) ?? isNull(t.endedIn)),
        // Which groups is this subject in? Its prefix answers: what names this subject?
        index(named("tuples_live_subject"))
          .on(t.store, ...subject)
          .where(isNull(t.endedIn)),
        // The same of the past: was this tuple live?
        index(named("tuples_past_key"))
          .on(t.store, ...key)
          .where(isNotNull(t.endedIn)),
        // Which sets and wildcards were on this object?
        index(named("tuples_past_sets"))
          .on(t.store, ...object)
          .where(and(isNotNull(t.endedIn), isSet) ?? isNotNull(t.endedIn)),
        // Which groups was this subject in?
        index(named("tuples_past_subject"))
          .on(t.store, ...subject)
          .where(isNotNull(t.endedIn)),
        ...logged("tuples", t),
        // Which windows opened between two instants?
        index(named("tuples_from")).on(t.store, t.validFrom).where(isNotNull(t.validFrom)),
        // Which closed?
        index(named("tuples_until")).on(t.store, t.validUntil).where(isNotNull(t.validUntil)),
      ];
    },
  );

  /** One row for each value that an attribute of an object has had. */
  const attributes = sqliteTable(
    named("attributes"),
    {
      id: integer("id").primaryKey(),
      store: text("store").notNull(),
      objectType: text("object_type").notNull(),
      objectId: text("object_id").notNull(),
      name: text("name").notNull(),
      /** Canonical JSON; the JSON value null is the text `null`. */
      value: text("value").notNull(),
      ...life(),
    },
    (t) => [
      // What are the attributes of this object?
      uniqueIndex(named("attributes_live_key")).on(t.store, t.objectType, t.objectId, t.name).where(isNull(t.endedIn)),
      // What were they?
      index(named("attributes_past_key")).on(t.store, t.objectType, t.objectId, t.name).where(isNotNull(t.endedIn)),
      ...logged("attributes", t),
    ],
  );

  /** One row for each model that was applied; the last is the applied one. Rows are never changed. */
  const models = sqliteTable(
    named("models"),
    {
      store: text("store").notNull(),
      /** From 1, without gaps: the write lock is held when a row is made. */
      number: integer("number").notNull(),
      hash: text("hash").notNull(),
      /** JSON. */
      model: text("model").notNull(),
      text: text("text"),
      message: text("message"),
      madeIn: integer("made_in").notNull(),
    },
    (t) => [
      primaryKey({ name: named("models_pkey"), columns: [t.store, t.number] }),
      // Which model did this write apply?
      index(named("models_made")).on(t.store, t.madeIn),
    ],
  );

  /** One row for each write that was named, with its outcome. */
  const idempotency = sqliteTable(
    named("idempotency"),
    {
      store: text("store").notNull(),
      key: text("key").notNull(),
      /** SHA-256 of the changes in canonical form, in hexadecimal digits. */
      hash: text("hash").notNull(),
      transaction: integer("transaction").notNull(),
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

function checkPrefix(prefix: string): void {
  if (/^[a-z_][a-z0-9_]{0,30}$/.test(prefix)) return;
  throw new Failure(
    "store_unavailable",
    `the prefix \`${prefix}\` cannot begin the names of tables: give 1 to 31 small letters, digits and \`_\`, no digit first`,
  );
}
