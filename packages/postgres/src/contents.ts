import { compareObjects, compareText, compareTuples, formatObject, type ObjectRef, type Tuple } from "@relata/model";
import type { ObjectAttributes } from "@relata/store";
import { sql } from "drizzle-orm";
import { toValues } from "./read-batch.ts";
import { manyRowsIn } from "./rows-in.ts";
import type { Session } from "./session.ts";
import type { State } from "./state.ts";
import { toTuple, tupleColumns, type TupleRow } from "./tuple-row.ts";

/**
 * Every tuple of the state, in canonical order. Sorted here, because PostgreSQL orders this text by its bytes of UTF-8, and the
 * canonical order is by UTF-16 code unit.
 */
export async function tuplesOf(session: Session, state: State): Promise<readonly Tuple[]> {
  const rows = await session.rows<TupleRow>(manyRowsIn(state, "tuples", tupleColumns, sql`true`));
  return rows.map(toTuple).sort(compareTuples);
}

/** Every object that has attributes, with all of them, in canonical order. */
export async function attributesOf(session: Session, state: State): Promise<readonly ObjectAttributes[]> {
  const rows = await session.rows<Row>(
    manyRowsIn(state, "attributes", sql.raw("t.object_type as type, t.object_id as id, t.name, t.value"), sql`true`),
  );
  const sorted = [...rows].sort((a, b) => compareObjects(a, b) || compareText(a.name, b.name));
  return groupByObject(sorted).map(([object, values]) => ({ object, values: toValues(values, formatObject(object)) }));
}

/** One attribute, with its object's type and id. */
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
