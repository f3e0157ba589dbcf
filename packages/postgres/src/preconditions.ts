import { preconditionFailed, type Precondition } from "@relata/store";
import { sql, type SQL } from "drizzle-orm";
import { tuplesMatching } from "./tuples-matching.ts";
import type { Session } from "./session.ts";
import type { Scope } from "./state.ts";

/** Preconditions of one statement: each has at most seven parameters, and a statement at most 65,534. */
const CHUNK = 1_000;

/**
 * Looks whether each precondition holds now. The caller holds the store's exclusive lock, so that it still holds when the
 * write is done. Cost: an index search where the filter names the object or the subject from its type on; otherwise a
 * walk over the tuples, until one matches.
 *
 * @throws Failure `precondition_failed` for the first that does not hold
 */
export async function demand(session: Session, scope: Scope, preconditions: readonly Precondition[]): Promise<void> {
  for (let start = 0; start < preconditions.length; start += CHUNK) {
    const chunk = preconditions.slice(start, start + CHUNK);
    const rows = await session.rows<{ n: number }>(matchesQuery(scope, chunk), { keep: false });
    const matched = new Set(rows.map(({ n }) => n));
    const failed = chunk.find(({ must }, n) => (must === "match") !== matched.has(n));
    if (failed !== undefined) throw preconditionFailed(failed);
  }
}

/** The places of those whose filter some live tuple matches. */
export function matchesQuery(scope: Scope, preconditions: readonly Precondition[]): SQL {
  const looks = preconditions.map(
    ({ filter }, n) => sql`select ${sql.raw(String(n))} as n where exists ${tuplesMatching(scope, filter, sql``)}`,
  );
  return sql.join(looks, sql` union all `);
}
