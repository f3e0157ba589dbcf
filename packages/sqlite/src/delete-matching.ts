import type { DeletedMatching, DeleteOptions, TupleFilter } from "@relata/store";
import { sql } from "drizzle-orm";
import { matching } from "./filter-conditions.ts";
import { demand, isThere } from "./preconditions.ts";
import type { Scope } from "./scope.ts";
import { tokenOf } from "./states.ts";
import { beginRevision } from "./write-changes.ts";

/**
 * Ends the live tuples that match, in one statement. The caller holds the write lock.
 *
 * @throws Failure `precondition_failed`
 */
export function deleteMatching(
  scope: Scope,
  filter: TupleFilter,
  { preconditions = [], limit }: DeleteOptions,
  clock: () => number,
): DeletedMatching {
  demand(scope, preconditions);
  const transaction = beginRevision(scope, clock());
  const { connection, tables } = scope.statements;
  const rows = sql`select t.id from ${tables.tuples} t
    where ${matching(scope.store, filter)} and t.ended_in is null limit ${limit ?? -1}`;
  const { changes: deleted } = connection.run(
    sql`update ${tables.tuples} set ended_in = ${transaction} where id in (${rows})`,
  );
  const isComplete = limit === undefined || deleted < limit || !isThere(scope, filter);
  return { token: tokenOf(scope, transaction), deleted, isComplete };
}
