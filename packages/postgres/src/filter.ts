import type { TupleFilter } from "@relata/store";
import { sql, type SQL } from "drizzle-orm";

/** The condition of tuples that match, of the table called `t`. A part that is left out matches all. */
export function matching({ object, relation, subject }: TupleFilter): SQL {
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
  return given.length === 0 ? sql`true` : sql.join(given, sql` and `);
}
