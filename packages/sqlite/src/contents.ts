import { compareObjects, compareText, compareTuples, formatObject, type ObjectRef, type Tuple } from "@relata/model";
import type { ObjectAttributes } from "@relata/store";
import { sql } from "drizzle-orm";
import { toValues } from "./answer.ts";
import { fromEach, wholeOf } from "./held.ts";
import type { Scope } from "./scope.ts";
import type { State } from "./states.ts";
import { toTuple, tupleColumns, type TupleRow } from "./tuple-row.ts";

/**
 * Every tuple of the state, in canonical order. Sorted here, because SQLite orders text by its bytes of UTF-8, and the
 * canonical order is by UTF-16 code unit.
 */
export function allTuples(scope: Scope, state: State): readonly Tuple[] {
  const { connection, tables } = scope.statements;
  const { tuples } = tables;
  const rows = connection.allLists(
    fromEach(
      wholeOf(state),
      ({ isHeld, by }) => sql<TupleRow>`select ${tupleColumns} from ${tuples} t ${by(tuples, "key")}
        where t.store = ${scope.store} and ${isHeld}`,
    ),
  );
  return rows.map(toTuple).sort(compareTuples);
}

/** Every object that has attributes, with all of them, in canonical order. */
export function allAttributes(scope: Scope, state: State): readonly ObjectAttributes[] {
  const { connection, tables } = scope.statements;
  const { attributes } = tables;
  const rows = connection.all(
    fromEach(
      wholeOf(state),
      ({ isHeld, by }) => sql<AttributeRow>`select t.object_type as type, t.object_id as id, t.name, t.value
        from ${attributes} t ${by(attributes, "key")} where t.store = ${scope.store} and ${isHeld}`,
    ),
  );
  return groupByObject([...rows].sort((a, b) => compareObjects(a, b) || compareText(a.name, b.name)));
}

/** One attribute, with its object's type and id. */
export type AttributeRow = ObjectRef & { readonly name: string; readonly value: string };

/** Rows of one object stand side by side. */
export function groupByObject(rows: readonly AttributeRow[]): readonly ObjectAttributes[] {
  const groups: [ObjectRef, AttributeRow[]][] = [];
  for (const row of rows) {
    const last = groups.at(-1);
    if (last !== undefined && compareObjects(last[0], row) === 0) last[1].push(row);
    else groups.push([{ type: row.type, id: row.id }, [row]]);
  }
  return groups.map(([object, of]) => ({ object, values: toValues(of, formatObject(object)) }));
}
