import { formatObject, type ObjectRef } from "@relata/model";
import { listOf, type ObjectAttributes } from "@relata/store";
import { sql } from "drizzle-orm";
import type { Listing } from "./page-of.ts";
import { toValues } from "./read-batch.ts";
import { manyRowsIn, rowsIn } from "./rows-in.ts";

/** An object with its attributes as JSON text, by name. */
export type AttributesRow = ObjectRef & { readonly names: readonly string[]; readonly texts: readonly string[] };

/** Objects of the store that have attributes, with all of them. */
export function attributesOfStore(store: string): Listing<AttributesRow, ObjectAttributes> {
  return {
    list: listOf(store),
    order: ["object_type", "object_id"],
    query: (state, { where, tail }) => {
      const key = sql.raw("t.object_type, t.object_id");
      const objects = manyRowsIn(state, "attributes", key, where, sql`group by ${key} ${tail}`);
      const values = rowsIn(
        state,
        "attributes",
        sql.raw("t.name, t.value"),
        sql.raw("t.object_type = o.object_type and t.object_id = o.object_id"),
      );
      return sql`
        select o.object_type as type, o.object_id as id, v.names, v.texts
        from (select t.* from (${objects}) t group by ${key} ${tail}) o cross join lateral (
          select json_agg(v.name order by v.name) as names, json_agg(v.value order by v.name) as texts
          from (${values} offset 0) v
        ) v order by o.object_type, o.object_id`;
    },
    toEntry: toAttributes,
    placeOf: ({ object }) => [object.type, object.id],
  };
}

export function toAttributes({ type, id, names, texts }: AttributesRow): ObjectAttributes {
  const object = { type, id };
  const rows = names.map((name, n) => ({ name, value: texts[n] ?? "" }));
  return { object, values: toValues(rows, formatObject(object)) };
}
