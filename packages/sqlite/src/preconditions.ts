import { preconditionFailed, type Precondition, type TupleFilter } from "@relata/store";
import { and, eq, isNull, sql, type Column, type SQL } from "drizzle-orm";
import type { Connection } from "./connection.ts";
import { tuples } from "./schema.ts";

/** @throws Failure `precondition_failed` for the first that does not hold */
export function demand(db: Connection, preconditions: readonly Precondition[]): void {
  for (const precondition of preconditions) {
    const found = someTuple(db, precondition.filter) ? "match" : "not_match";
    if (found !== precondition.must) throw preconditionFailed(precondition);
  }
}

function someTuple(db: Connection, { object, relation, subject }: TupleFilter): boolean {
  const row = db
    .select({ found: sql`1` })
    .from(tuples)
    .where(
      and(
        isNull(tuples.endedIn),
        equal(tuples.objectType, object?.type),
        equal(tuples.objectId, object?.id),
        equal(tuples.relation, relation),
        equal(tuples.subjectType, subject?.type),
        equal(tuples.subjectId, subject?.id),
        equal(tuples.subjectRelation, subject?.relation === null ? "" : subject?.relation),
      ),
    )
    .limit(1)
    .get();
  return row !== undefined;
}

function equal(column: Column, value: string | undefined): SQL | undefined {
  return value === undefined ? undefined : eq(column, value);
}
