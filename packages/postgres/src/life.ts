import { sql, type SQL, type SQLWrapper } from "drizzle-orm";

/** An index of tuples or attributes by which rows are looked up, next to a like one of rows that were ended. */
export type Way = "key" | "sets" | "subject";

/**
 * That a row is live, said in as many ways as there are indexes, each of which holds the rows of which just that is said. So it is
 * the question that chooses the index.
 *
 * Why not the planner: before it has looked at the rows, one index looks to it as good as another, since each begins with the
 * store; and the wrong one is a walk over the store. Ids of transactions begin at 1. Why `<`, not `=`: of that it believes
 * that hardly a row is so.
 */
export function isLive(way: Way, endedIn: SQLWrapper): SQL {
  switch (way) {
    case "key":
      return sql`${endedIn} is null`;
    case "sets":
      return sql`coalesce(${endedIn}, -1) < 0`;
    case "subject":
      return sql`coalesce(${endedIn}, 0) < 1`;
  }
}

/** That a row was ended, likewise. */
export function isPast(way: Way, endedIn: SQLWrapper): SQL {
  switch (way) {
    case "key":
      return sql`${endedIn} is not null`;
    case "sets":
      return sql`coalesce(${endedIn}, -1) > 0`;
    case "subject":
      return sql`coalesce(${endedIn}, 0) > 0`;
  }
}

/** That a tuple is of a subject set or a wildcard: the other half of what the indexes of sets hold. */
export function isSet(subjectRelation: SQLWrapper, subjectId: SQLWrapper): SQL {
  return sql`(${subjectRelation} <> '' or ${subjectId} = '*')`;
}
