import { sql } from "drizzle-orm";
import { check, index, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";

/*
 * The tables, all named `relata_…`: the file may be the application's own. Rows of history are never changed, but for
 * `ended_in`, which is set once: a replaced tuple is an ended row and a new one. Live is "not ended".
 * A change here needs a migration: `pnpm exec drizzle-kit generate` in this package; a test holds the two together.
 */

/** One row: who this store is, so that a token of another store is not taken for one of ours. */
export const store = sqliteTable(
  "relata_store",
  {
    // Invariant: the only value is 1, so the primary key allows no second row.
    only: integer("only").primaryKey(),
    id: text("id").notNull(),
  },
  (table) => [check("relata_store_only", sql`${table.only} = 1`)],
);

/** One row for each committed write. */
export const transactions = sqliteTable("relata_transactions", {
  id: integer("id").primaryKey({ autoIncrement: true }),
  /** The revision: a total order without gaps. Null would mean "not numbered yet"; here the write numbers itself. */
  number: integer("number").unique("relata_transactions_number"),
  at: integer("at", { mode: "timestamp_ms" }).notNull(),
});

export const tuples = sqliteTable(
  "relata_tuples",
  {
    id: integer("id").primaryKey(),
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
    /** RFC 3339 text with nanoseconds: an integer of 64 bits would end in the year 2262. */
    validFrom: text("valid_from"),
    validUntil: text("valid_until"),
    madeIn: integer("made_in")
      .notNull()
      .references(() => transactions.id),
    endedIn: integer("ended_in").references(() => transactions.id),
  },
  (table) => [
    // Its prefix also serves `has` and `objects`, so that no index on the object alone is needed.
    uniqueIndex("relata_tuples_live_key")
      .on(table.objectType, table.objectId, table.relation, table.subjectType, table.subjectId, table.subjectRelation)
      .where(sql`${table.endedIn} is null`),
    // Subject sets and wildcards only: `sets` never walks over the million plain members of a group.
    index("relata_tuples_live_sets")
      .on(table.objectType, table.objectId, table.relation)
      .where(sql`${table.endedIn} is null and (${table.subjectRelation} <> '' or ${table.subjectId} = '*')`),
    // The reverse edges. Type and relation of the object keep the climb through groups off everything else.
    index("relata_tuples_live_subject")
      .on(table.subjectType, table.subjectId, table.subjectRelation, table.objectType, table.relation, table.objectId)
      .where(sql`${table.endedIn} is null`),
  ],
);

/** One row for each value that an attribute of an object has had. */
export const attributes = sqliteTable(
  "relata_attributes",
  {
    id: integer("id").primaryKey(),
    objectType: text("object_type").notNull(),
    objectId: text("object_id").notNull(),
    name: text("name").notNull(),
    /** Canonical JSON; the JSON value null is the text `null`. */
    value: text("value").notNull(),
    madeIn: integer("made_in")
      .notNull()
      .references(() => transactions.id),
    endedIn: integer("ended_in").references(() => transactions.id),
  },
  (table) => [
    uniqueIndex("relata_attributes_live_key")
      .on(table.objectType, table.objectId, table.name)
      .where(sql`${table.endedIn} is null`),
  ],
);

/** One row for each model that was applied; the last is the applied one. Rows are never changed. */
export const models = sqliteTable("relata_models", {
  /** From 1, without gaps: the write lock is held when a row is made. */
  number: integer("number").primaryKey(),
  hash: text("hash").notNull(),
  /** JSON. */
  model: text("model").notNull(),
  text: text("text"),
  message: text("message"),
  madeIn: integer("made_in")
    .notNull()
    .references(() => transactions.id),
});
