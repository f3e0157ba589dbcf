import { compareObjects, compareTuples, compareText, formatObject, type ObjectRef, type Tuple } from "@relata/model";
import type { ObjectAttributes } from "@relata/store";
import { isNull } from "drizzle-orm";
import { toValues } from "./answer.ts";
import { attributes, tuples } from "./schema.ts";
import type { Sql } from "./sql.ts";
import { toTuple, tupleColumns } from "./tuple-row.ts";

/**
 * Every live tuple, in canonical order. Sorted here, because SQLite orders text by its bytes of UTF-8, and the canonical
 * order is by UTF-16 code unit.
 */
export function liveTuples(db: Sql): readonly Tuple[] {
  const rows = db.select(tupleColumns).from(tuples).where(isNull(tuples.endedIn)).all();
  return rows.map(toTuple).sort(compareTuples);
}

/** Every object that has attributes, with all of them, in canonical order. */
export function liveAttributes(db: Sql): readonly ObjectAttributes[] {
  const { objectType: type, objectId: id, name, value } = attributes;
  const rows = db.select({ type, id, name, value }).from(attributes).where(isNull(attributes.endedIn)).all();
  rows.sort((a, b) => compareObjects(a, b) || compareText(a.name, b.name));
  return groupByObject(rows).map(([object, values]) => ({ object, values: toValues(values, formatObject(object)) }));
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
