import { preconditionFailed, type Precondition, type TupleFilter } from "@relata/store";
import { sql } from "drizzle-orm";
import { fromEach, partsOf } from "./held.ts";
import { matching } from "./filter-conditions.ts";
import { listOrder } from "./list-order.ts";
import type { Scope } from "./scope.ts";
import type { State } from "./states.ts";

/**
 * Looks whether each precondition holds now. The caller holds the write lock, so that it still holds when the write is
 * done. Cost: an index search where the filter names the object or the subject from its type on; otherwise a walk over
 * the tuples of the store, until one matches.
 *
 * @throws Failure `precondition_failed` for the first that does not hold
 */
export function demand(scope: Scope, preconditions: readonly Precondition[]): void {
  for (const precondition of preconditions) {
    const found = isThere(scope, precondition.filter) ? "match" : "not_match";
    if (found !== precondition.must) throw preconditionFailed(precondition);
  }
}

/** Whether some live tuple matches. */
export function isThere({ statements: { connection, tables }, store }: Scope, filter: TupleFilter): boolean {
  const some = sql`select 1 from ${tables.tuples} t where ${matching(store, filter)} and t.ended_in is null limit 1`;
  return connection.get(some) !== undefined;
}

/** How many tuples of the state match. Cost: those that the filter's index leads to. */
export function countMatching(scope: Scope, state: State, filter: TupleFilter): number {
  const { connection, tables } = scope.statements;
  const { tuples } = tables;
  const { index } = listOrder(filter);
  const counts = fromEach(
    partsOf(scope, state, filter),
    ({ isHeld, by }) => sql<{ count: number }>`select count(*) as count from ${tuples} t ${by(tuples, index)}
      where ${matching(scope.store, filter)} and ${isHeld}`,
  );
  return connection.all(counts).reduce((sum, { count }) => sum + count, 0);
}
