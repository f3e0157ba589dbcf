import type { TupleFilter } from "@relata/store";
import { sql, type SQL } from "drizzle-orm";
import { manyRowsIn, rowsIn } from "./rows-in.ts";
import type { State } from "./state.ts";
import type { KeyRow } from "./tuple-row.ts";

const BY_OBJECT = ["object_type", "object_id", "relation", "subject_type", "subject_id", "subject_relation"] as const;
const BY_SUBJECT = ["subject_type", "subject_id", "subject_relation", "object_type", "relation", "object_id"] as const;

/** The columns of that index, in its order. No two tuples of a state have the same text in all of them. */
export function orderOf(filter: TupleFilter): readonly (keyof KeyRow)[] {
  return sourceOf(filter) === "tuples" ? BY_OBJECT : BY_SUBJECT;
}

/** The index that begins with what the filter names: that by object, unless it knows more of the subject. */
function sourceOf({ object, subject }: TupleFilter): "tuples" | "tuples by subject" {
  if (subject?.type === undefined || (object?.type !== undefined && object.id !== undefined)) return "tuples";
  return subject.id !== undefined || object?.type === undefined ? "tuples by subject" : "tuples";
}

/** Tuples of the state that match, by the index that the filter begins. As with `rowsIn`, `where` is one more condition. */
export function tuplesMatching(state: State, filter: TupleFilter, columns: SQL, where = sql`true`, tail = sql``): SQL {
  const isFew = [filter.object, filter.subject].some((of) => of?.type !== undefined && of.id !== undefined);
  const rows = isFew ? rowsIn : manyRowsIn;
  return rows(state, sourceOf(filter), columns, sql`${matching(filter)} and ${where}`, tail);
}

/** A part that is left out matches all. */
function matching({ object, relation, subject }: TupleFilter): SQL {
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
