import { preconditionFailed, type Precondition, type TupleFilter } from "@relata/store";
import { and, eq, isNull, sql, type Column, type SQL } from "drizzle-orm";
import { tuples } from "./schema.ts";
import type { Sql } from "./sql.ts";

/**
 * Looks whether each precondition holds now. The caller holds the write lock, so that it still holds when the write is
 * done. Cost: an index search where the filter names the object or the subject from its type on; otherwise a walk over
 * the tuples, until one matches.
 *
 * @throws Failure `precondition_failed` for the first that does not hold
 */
export function demand(db: Sql, preconditions: readonly Precondition[]): void {
  for (const precondition of preconditions) {
    const found = someTuple(db, precondition.filter) ? "match" : "not_match";
    if (found !== precondition.must) throw preconditionFailed(precondition);
  }
}

function someTuple(db: Sql, { object, relation, subject }: TupleFilter): boolean {
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

/** A part that is left out matches all, which to drizzle is a condition that is not there. */
function equal(column: Column, value: string | undefined): SQL | undefined {
  return value === undefined ? undefined : eq(column, value);
}
