import { isNull, sql } from "drizzle-orm";
import {
  bigint,
  check,
  customType,
  index,
  integer,
  pgSchema,
  pgTable,
  text,
  uniqueIndex,
  type PgTableFn,
} from "drizzle-orm/pg-core";

/*
 * The tables, all named `relata_…`: the schema may be the application's own. Rows of history are never changed, but for
 * `ended_in` of a tuple or an attribute and `number` of a transaction, which are set once. Live is "not ended".
 * A change here needs a migration: `pnpm exec drizzle-kit generate` in this package; a test holds the two together.
 */

/** Text whose order and equality are those of its bytes, whatever the database's own collation says of letters. */
const bytes = customType<{ data: string }>({ dataType: () => 'text COLLATE "C"' });

export type Tables = ReturnType<typeof tablesIn>;

/** The tables in a schema of the database; `public` unless given. */
export function tablesIn(schema = "public") {
  // Why: drizzle's name for the tables of `public` is no schema at all.
  const table: PgTableFn<string | undefined> = schema === "public" ? pgTable : pgSchema(schema).table;

  /** One row: who this store is, so that a token of another store is not taken for one of ours. */
  const store = table(
    "relata_store",
    {
      // Invariant: the only value is 1, so the primary key allows no second row.
      only: integer("only").primaryKey(),
      id: bytes("id").notNull(),
    },
    ({ only }) => [check("relata_store_only", sql`${only} = 1`)],
  );

  /** One row for each committed write. */
  const transactions = table(
    "relata_transactions",
    {
      /** Given out before the commit: an order in which some may be missing, and appear later. */
      id: bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
      /** The revision: a total order without gaps. Null until the sequencer has numbered the write. */
      number: bigint("number", { mode: "number" }).unique("relata_transactions_number"),
      /** Milliseconds since the epoch. */
      at: bigint("at", { mode: "number" }).notNull(),
    },
    // Which writes are not numbered yet?
    ({ id, number }) => [index("relata_transactions_unnumbered").on(id).where(isNull(number))],
  );

  /** The transactions that made and ended a row. */
  const life = () => ({
    madeIn: bigint("made_in", { mode: "number" })
      .notNull()
      .references(() => transactions.id),
    endedIn: bigint("ended_in", { mode: "number" }).references(() => transactions.id),
  });

  const tuples = table(
    "relata_tuples",
    {
      id: bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
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
    (t) => [
      // Is this tuple live? Its prefix answers: what is on this object under this relation?
      uniqueIndex("relata_tuples_live_key")
        .on(t.objectType, t.objectId, t.relation, t.subjectType, t.subjectId, t.subjectRelation)
        .where(isNull(t.endedIn)),
      // Which sets and wildcards are on this object? It holds none of the million plain members of a group.
      index("relata_tuples_live_sets")
        .on(t.objectType, t.objectId, t.relation)
        .where(sql`${t.endedIn} is null and (${t.subjectRelation} <> '' or ${t.subjectId} = '*')`),
      // Which groups is this subject in? Its prefix answers: what names this subject?
      index("relata_tuples_live_subject")
        .on(t.subjectType, t.subjectId, t.subjectRelation, t.objectType, t.relation, t.objectId)
        .where(isNull(t.endedIn)),
    ],
  );

  /** One row for each value that an attribute of an object has had. */
  const attributes = table(
    "relata_attributes",
    {
      id: bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
      objectType: bytes("object_type").notNull(),
      objectId: bytes("object_id").notNull(),
      name: bytes("name").notNull(),
      /** Canonical JSON; the JSON value null is the text `null`. */
      value: bytes("value").notNull(),
      ...life(),
    },
    // What are the attributes of this object?
    (t) => [uniqueIndex("relata_attributes_live_key").on(t.objectType, t.objectId, t.name).where(isNull(t.endedIn))],
  );

  /** One row for each model that was applied; the last is the applied one. Rows are never changed. */
  const models = table("relata_models", {
    /** From 1, without gaps: the store's exclusive lock is held when a row is made. */
    number: integer("number").primaryKey(),
    hash: bytes("hash").notNull(),
    /** JSON. */
    model: text("model").notNull(),
    text: text("text"),
    message: text("message"),
    madeIn: bigint("made_in", { mode: "number" })
      .notNull()
      .references(() => transactions.id),
  });

  return { store, transactions, tuples, attributes, models };
}
