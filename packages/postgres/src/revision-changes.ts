import { compareObjects, compareText, compareTuples, type Json, type ObjectRef, type Tuple } from "@relata/model";
import { storedJson, type LogChange } from "@relata/store";
import { sql, type SQL } from "drizzle-orm";
import { toEntry, type EntryRow } from "./model-entry.ts";
import { pairParts, type Paired, type Part } from "./pair-parts.ts";
import type { Session } from "./session.ts";
import type { Scope } from "./state.ts";
import { toTuple, tupleColumns, type TupleRow } from "./tuple-row.ts";

/** Which transaction a row belongs to, and whether that made it or ended it. */
interface PartRow {
  readonly in_transaction: string;
  readonly is_made: boolean;
}

interface Value {
  readonly object: ObjectRef;
  readonly name: string;
  readonly json: Json;
}

type ValueRow = ObjectRef & { readonly name: string; readonly value: string };

const valueColumns = sql.raw("t.object_type as type, t.object_id as id, t.name, t.value");

/**
 * What each of the transactions changed, in canonical order. Cost: one round trip, and what is answered.
 *
 * @throws Failure `store_unreadable` for a row that relata never wrote
 */
export async function changesOf(
  session: Session,
  scope: Scope,
  ids: readonly number[],
): Promise<ReadonlyMap<number, readonly LogChange[]>> {
  const changes = new Map(ids.map((id): [number, LogChange[]] => [id, []]));
  if (ids.length === 0) return changes;
  const [tuples, values, models] = await Promise.all([
    session.rows<PartRow & TupleRow>(partsQuery(scope, "tuples", tupleColumns, ids)),
    session.rows<PartRow & ValueRow>(partsQuery(scope, "attributes", valueColumns, ids)),
    session.rows<PartRow & EntryRow>(modelsQuery(scope, ids)),
  ]);
  const all = [
    ...pairParts(
      tuples.map((row) => toPart(row, toTuple(row))),
      compareTuples,
    ).map(tupleChange),
    ...pairParts(
      values.map((row) => toPart(row, toValue(row))),
      compareValues,
    ).map(valueChange),
    ...models.map((row): Found => [Number(row.in_transaction), { kind: "model", after: toEntry(row) }]),
  ];
  for (const [id, change] of all) changes.get(id)?.push(change);
  return changes;
}

/** A change, and the transaction that made it. */
type Found = readonly [number, LogChange];

const asTransactions = (ids: readonly number[]) => sql`
  json_array_elements_text(${JSON.stringify(ids)}::text::json) e cross join lateral (select e.value::bigint as id) w`;

/** The rows that the transactions made, and those that they ended. */
export function partsQuery(
  { tables, store }: Scope,
  table: "tuples" | "attributes",
  columns: SQL,
  ids: readonly number[],
): SQL {
  const half = (column: string, isMade: boolean) => sql`
    select w.id as in_transaction, ${sql.raw(String(isMade))} as is_made, t.*
    from ${asTransactions(ids)} cross join lateral (
      select ${columns} from ${tables[table]} t where t.store = ${store} and t.${sql.identifier(column)} = w.id offset 0
    ) t`;
  return sql`${half("made_in", true)} union all ${half("ended_in", false)}`;
}

function modelsQuery({ tables: { models, transactions }, store }: Scope, ids: readonly number[]): SQL {
  return sql`
  select w.id as in_transaction, true as is_made, m.* from ${asTransactions(ids)} cross join lateral (
    select m.number, x.at, m.hash, m.message from ${models} m join ${transactions} x on x.id = m.made_in
    where m.store = ${store} and m.made_in = w.id offset 0
  ) m`;
}

function toPart<T>({ in_transaction: id, is_made: isMade }: PartRow, value: T): Part<T> {
  return { transaction: Number(id), isMade, value };
}

function toValue({ type, id, name, value }: ValueRow): Value {
  const object = { type, id };
  return { object, name, json: storedJson(value, `the attributes of \`${type}:${id}\``) };
}

function compareValues(a: Value, b: Value): number {
  return compareObjects(a.object, b.object) || compareText(a.name, b.name);
}

function tupleChange({ transaction, before, after }: Paired<Tuple>): Found {
  return [transaction, { kind: "tuple", ...(before && { before }), ...(after && { after }) }];
}

function valueChange({ transaction, before, after }: Paired<Value>): Found {
  const { object, name } = after ?? before ?? nothing();
  return [
    transaction,
    { kind: "attribute", object, name, ...(before && { before: before.json }), ...(after && { after: after.json }) },
  ];
}

function nothing(): never {
  throw new Error("invariant: a change makes or ends something");
}
