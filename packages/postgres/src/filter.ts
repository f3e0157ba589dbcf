import type { TupleFilter } from "@relata/store";
import { sql, type SQL } from "drizzle-orm";

/** The index that begins with what the filter names: that by object, unless it knows more of the subject. */
export function sourceOf({ object, subject }: TupleFilter): "tuples" | "tuples by subject" {
  if (subject?.type === undefined || (object?.type !== undefined && object.id !== undefined)) return "tuples";
  return subject.id !== undefined || object?.type === undefined ? "tuples by subject" : "tuples";
}

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
