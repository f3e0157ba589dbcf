import { and, eq, inArray, isNull, ne, sql } from "drizzle-orm";
import { union } from "drizzle-orm/sqlite-core";
import { WILDCARD } from "@relata/model";
import { reachedFrom } from "./reached-from.ts";
import { attributes, transactions, tuples } from "./schema.ts";
import type { Sql } from "./sql.ts";
import { tupleColumns } from "./tuple-row.ts";

export type ReadStatements = ReturnType<typeof readStatements>;

const parameter = (name: string) => sql.placeholder(name);

/** Rows of history are in none of the indexes that this leads to. */
const live = isNull(tuples.endedIn);

/** On the object under the relation, or on the wildcard object of its type. */
const onObject = and(
  eq(tuples.objectType, parameter("type")),
  inArray(tuples.objectId, [parameter("id"), WILDCARD]),
  eq(tuples.relation, parameter("relation")),
  live,
);

/**
 * One prepared statement for each question that a graph may be asked. They run one by one, not as one big statement:
 * inside the process there is no round trip to save, and a batch of any size stays below every limit of SQLite.
 */
export function readStatements(db: Sql) {
  const select = () => db.select(tupleColumns).from(tuples);
  return {
    has: select()
      .where(
        and(
          onObject,
          eq(tuples.subjectType, parameter("subjectType")),
          eq(tuples.subjectId, parameter("subjectId")),
          eq(tuples.subjectRelation, parameter("subjectRelation")),
        ),
      )
      .prepare(),
    // Invariant: word for word the condition of the index `relata_tuples_live_sets`, or SQLite does not use it.
    sets: select()
      .where(and(onObject, sql`(${tuples.subjectRelation} <> '' or ${tuples.subjectId} = '*')`))
      .prepare(),
    objects: select().where(onObject).prepare(),
    usages: select()
      .where(and(eq(tuples.subjectType, parameter("type")), eq(tuples.subjectId, parameter("id")), live))
      .prepare(),
    memberships: select()
      .where(sql`${tuples.id} in ${reachedFrom}`)
      .prepare(),
    attributes: db
      .select({ name: attributes.name, value: attributes.value })
      .from(attributes)
      .where(
        and(
          eq(attributes.objectType, parameter("type")),
          eq(attributes.objectId, parameter("id")),
          isNull(attributes.endedIn),
        ),
      )
      .prepare(),
    ids: idsOf(db).prepare(),
    newest: db
      .select({ id: sql<number>`coalesce(max(${transactions.id}), 0)` })
      .from(transactions)
      .prepare(),
  };
}

/** Objects, subjects and owners of attributes, each id once. Cost: every live tuple that names the type. */
function idsOf(db: Sql) {
  const ofType = parameter("type");
  return union(
    db
      .select({ id: tuples.objectId })
      .from(tuples)
      .where(and(eq(tuples.objectType, ofType), ne(tuples.objectId, WILDCARD), live)),
    db
      .select({ id: tuples.subjectId })
      .from(tuples)
      .where(and(eq(tuples.subjectType, ofType), ne(tuples.subjectId, WILDCARD), live)),
    db
      .select({ id: attributes.objectId })
      .from(attributes)
      .where(and(eq(attributes.objectType, ofType), ne(attributes.objectId, WILDCARD), isNull(attributes.endedIn))),
  );
}
