import { compareObjects, compareText, compareTuples, formatObject, type ObjectRef, type Tuple } from "@relata/model";
import type { ObjectAttributes } from "@relata/store";
import { sql } from "drizzle-orm";
import { toValues } from "./read-batch.ts";
import type { Session } from "./session.ts";
import type { Tables } from "./tables.ts";
import { toTuple, tupleColumns, type TupleRow } from "./tuple-row.ts";

/**
 * Every live tuple, in canonical order. Sorted here, because PostgreSQL orders this text by its bytes of UTF-8, and the
 * canonical order is by UTF-16 code unit.
 */
export async function liveTuples(session: Session, { tuples }: Tables): Promise<readonly Tuple[]> {
  const rows = await session.rows<TupleRow>(sql`select ${tupleColumns} from ${tuples} t where t.ended_in is null`);
  return rows.map(toTuple).sort(compareTuples);
}

/** Every object that has attributes, with all of them, in canonical order. */
export async function liveAttributes(session: Session, { attributes }: Tables): Promise<readonly ObjectAttributes[]> {
  const rows = await session.rows<Row>(
    sql`select object_type as type, object_id as id, name, value from ${attributes} where ended_in is null`,
  );
  const sorted = [...rows].sort((a, b) => compareObjects(a, b) || compareText(a.name, b.name));
  return groupByObject(sorted).map(([object, values]) => ({ object, values: toValues(values, formatObject(object)) }));
}

/** One live attribute, with its object's type and id. */
type Row = ObjectRef & { readonly name: string; readonly value: string };

function groupByObject(sorted: readonly Row[]): readonly (readonly [ObjectRef, readonly Row[]])[] {
  const groups: [ObjectRef, Row[]][] = [];
  for (const row of sorted) {
    const last = groups.at(-1);
    if (last !== undefined && compareObjects(last[0], row) === 0) last[1].push(row);
    else groups.push([{ type: row.type, id: row.id }, [row]]);
  }
  return groups;
}
