import { and, eq, isNull, sql } from "drizzle-orm";
import { attributes, transactions, tuples } from "./schema.ts";
import type { Sql } from "./sql.ts";

export type WriteStatements = ReturnType<typeof writeStatements>;

const parameter = (name: string) => sql.placeholder(name);

// Drizzle takes a placeholder in `values`, but in `set` only SQL.
const endedIn = sql`${parameter("transaction")}`;

/**
 * The prepared statements of a write. Each names its parameters as the columns are named; `transaction` is the write's.
 * Law: rows are inserted, and `ended_in` is set once; nothing is ever deleted, and no other column is updated.
 *
 * Cost: two index searches for a tuple that is created, three for one that is replaced, each over live rows alone, so
 * that a long history makes no write slower.
 */
export function writeStatements(db: Sql) {
  const liveTuple = and(
    eq(tuples.objectType, parameter("objectType")),
    eq(tuples.objectId, parameter("objectId")),
    eq(tuples.relation, parameter("relation")),
    eq(tuples.subjectType, parameter("subjectType")),
    eq(tuples.subjectId, parameter("subjectId")),
    eq(tuples.subjectRelation, parameter("subjectRelation")),
    isNull(tuples.endedIn),
  );
  const liveAttribute = and(
    eq(attributes.objectType, parameter("objectType")),
    eq(attributes.objectId, parameter("objectId")),
    eq(attributes.name, parameter("name")),
    isNull(attributes.endedIn),
  );
  const { policy, parameters, validFrom, validUntil } = tuples;
  return {
    // The write lock is held, so the next number is free, and a rolled back write leaves no gap.
    // Why not `returning`: with it SQLite also plans a walk over every table that refers to this one.
    begin: db
      .insert(transactions)
      .values({
        number: sql`(select coalesce(max(${sql.identifier("number")}), 0) + 1 from ${transactions})`,
        at: parameter("at"),
      })
      .prepare(),
    find: db.select({ policy, parameters, validFrom, validUntil }).from(tuples).where(liveTuple).prepare(),
    end: db.update(tuples).set({ endedIn }).where(liveTuple).prepare(),
    make: db
      .insert(tuples)
      .values({
        objectType: parameter("objectType"),
        objectId: parameter("objectId"),
        relation: parameter("relation"),
        subjectType: parameter("subjectType"),
        subjectId: parameter("subjectId"),
        subjectRelation: parameter("subjectRelation"),
        policy: parameter("policy"),
        parameters: parameter("parameters"),
        validFrom: parameter("validFrom"),
        validUntil: parameter("validUntil"),
        madeIn: parameter("transaction"),
      })
      .prepare(),
    findAttribute: db.select({ value: attributes.value }).from(attributes).where(liveAttribute).prepare(),
    endAttribute: db.update(attributes).set({ endedIn }).where(liveAttribute).prepare(),
    makeAttribute: db
      .insert(attributes)
      .values({
        objectType: parameter("objectType"),
        objectId: parameter("objectId"),
        name: parameter("name"),
        value: parameter("value"),
        madeIn: parameter("transaction"),
      })
      .prepare(),
  };
}
