import { preconditionFailed, type Precondition, type TupleFilter } from "@relata/store";
import { sql, type SQL } from "drizzle-orm";
import type { Session } from "./session.ts";
import type { Tables } from "./tables.ts";

/** Preconditions of one statement: each has at most six parameters, and a statement at most 65,534. */
const CHUNK = 1_000;

/**
 * Looks whether each precondition holds now. The caller holds the store's exclusive lock, so that it still holds when the
 * write is done. Cost: an index search where the filter names the object or the subject from its type on; otherwise a
 * walk over the tuples, until one matches.
 *
 * @throws Failure `precondition_failed` for the first that does not hold
 */
export async function demand(
  session: Session,
  { tuples }: Tables,
  preconditions: readonly Precondition[],
): Promise<void> {
  for (let start = 0; start < preconditions.length; start += CHUNK) {
    const chunk = preconditions.slice(start, start + CHUNK);
    const looks = chunk.map(
      ({ filter }, n) =>
        sql`select ${sql.raw(String(n))} as n where exists (select from ${tuples} t where ${condition(filter)})`,
    );
    const rows = await session.rows<{ n: number }>(sql.join(looks, sql` union all `), { keep: false });
    const matched = new Set(rows.map(({ n }) => n));
    const failed = chunk.find(({ must }, n) => (must === "match") !== matched.has(n));
    if (failed !== undefined) throw preconditionFailed(failed);
  }
}

/** A part that is left out matches all. */
function condition({ object, relation, subject }: TupleFilter): SQL {
  const parts: readonly [string, string | undefined][] = [
    ["object_type", object?.type],
    ["object_id", object?.id],
    ["relation", relation],
    ["subject_type", subject?.type],
    ["subject_id", subject?.id],
    ["subject_relation", subject?.relation === null ? "" : subject?.relation],
  ];
  const given = parts.flatMap(([column, value]) =>
    value === undefined ? [] : [sql`t.${sql.identifier(column)} = ${value}::text`],
  );
  return sql.join([sql`t.ended_in is null`, ...given], sql` and `);
}
