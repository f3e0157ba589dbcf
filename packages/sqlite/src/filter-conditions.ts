import type { TupleFilter } from "@relata/store";
import { sql, type SQL } from "drizzle-orm";

/** The columns of a key, as a tuple has them in a query of a table `t`. */
export const KEY = ["object_type", "object_id", "relation", "subject_type", "subject_id", "subject_relation"] as const;

export type KeyColumn = (typeof KEY)[number];

/** The columns that the filter names, with what must stand in them. */
export function filteredColumns({ object, relation, subject }: TupleFilter): ReadonlyMap<KeyColumn, string> {
  const columns: Record<KeyColumn, string | undefined> = {
    object_type: object?.type,
    object_id: object?.id,
    relation,
    subject_type: subject?.type,
    subject_id: subject?.id,
    subject_relation: subject?.relation === null ? "" : subject?.relation,
  };
  return new Map(KEY.flatMap((name) => (columns[name] === undefined ? [] : [[name, columns[name]] as const])));
}

/** Tuples `t` of the store that the filter matches, whatever state they are of. */
export function matching(store: string, filter: TupleFilter): SQL {
  const conditions = [...filteredColumns(filter)].map(([name, value]) => sql`t.${sql.raw(name)} = +${value}`);
  return sql.join([sql`t.store = +${store}`, ...conditions], sql` and `);
}
