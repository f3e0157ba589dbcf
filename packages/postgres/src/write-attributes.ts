import { canonicalJson, compareObjects, compareText, type Json, type ObjectRef } from "@relata/model";
import type { AttributeChange } from "@relata/store";
import { sql, type SQL } from "drizzle-orm";
import { makeAll } from "./make-all.ts";
import type { Session } from "./session.ts";
import type { Scope } from "./state.ts";

/** One attribute of one object; no value where it is to be unset. */
interface Given {
  readonly object: ObjectRef;
  readonly name: string;
  readonly value?: string;
}

/** Writes attributes as rows of the transaction, in two statements whatever their number. A value that stays keeps its row. */
export async function writeAttributes(
  session: Session,
  scope: Scope,
  changes: readonly AttributeChange[],
  transaction: number,
): Promise<void> {
  const given = changes.flatMap(({ object, set = {}, unset = [] }): Given[] => [
    ...Object.entries<Json>(set).map(([name, value]) => ({ object, name, value: canonicalJson(value) })),
    ...unset.map((name) => ({ object, name })),
  ]);
  if (given.length === 0) return;
  given.sort((a, b) => compareObjects(a.object, b.object) || compareText(a.name, b.name));
  const held = new Map<number, boolean>();
  const rows = await session.rows<{ n: number; same: boolean }>(endAttributes(scope, rowsOf(given), transaction));
  for (const { n, same } of rows) held.set(n, same);
  const made = given.filter(({ value }, n) => value !== undefined && held.get(n) !== true);
  if (made.length > 0) await makeAll(session, makeAttributes(scope, rowsOf(made), transaction), made.length);
}

function rowsOf(given: readonly Given[]): string {
  return JSON.stringify(
    given.map(({ object: { type, id }, name, value }, n) => ({ n, object_type: type, object_id: id, name, value })),
  );
}

const asGiven = (rows: string) => sql`json_to_recordset(${rows}::text::json) as g(
    n integer, object_type text, object_id text, name text, value text
  )`;

/** Locks the live values of the given attributes, ends those that go, and answers all. Equal values are equal text. */
export function endAttributes({ tables: { attributes }, store }: Scope, rows: string, transaction: number): SQL {
  return sql`
  with held as materialized (
    select g.n, a.id, a.value is not distinct from g.value as same
    from ${asGiven(rows)} cross join lateral (
      select a.id, a.value from ${attributes} a
      where a.store = ${store} and a.object_type = g.object_type and a.object_id = g.object_id and a.name = g.name
        and a.ended_in is null
      for update
    ) a
  ), ended as (
    update ${attributes} set ended_in = ${transaction}::bigint
    where store = ${store} and id = any(array(select h.id from held h where not h.same))
  )
  select h.n, h.same from held h`;
}

function makeAttributes({ tables: { attributes }, store }: Scope, rows: string, transaction: number): SQL {
  return sql`
  with made as (insert into ${attributes} (store, object_type, object_id, name, value, made_in)
  select ${store}, g.object_type, g.object_id, g.name, g.value, ${transaction}::bigint from ${asGiven(rows)} order by g.n
  on conflict (store, object_type, object_id, name) where ended_in is null do nothing returning 1)
  select count(*)::integer as n from made`;
}
