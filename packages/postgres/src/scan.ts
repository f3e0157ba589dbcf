import { checkLimit, SCAN_BATCH, type ObjectAttributes, type ScanBatch, type ScanOptions } from "@relata/store";
import { sql, type SQL } from "drizzle-orm";
import { toAttributes, type AttributesRow } from "./attributes-of-store.ts";
import type { Engine } from "./engine.ts";
import { handedOver } from "./handed-over.ts";
import { manyRowsIn } from "./rows-in.ts";
import type { Session } from "./session.ts";
import type { Scope, State } from "./state.ts";
import { toTuple, tupleColumns, type TupleRow } from "./tuple-row.ts";

/**
 * All tuples, and then all attributes, by a cursor in one snapshot, which holds a connection until the last batch is taken. While
 * one batch is in use, the next is fetched. Tuples come as they lie.
 *
 * Why not of a replica: what it replays may end a snapshot that is held for long.
 */
export function scanOf(
  engine: Engine,
  scope: Scope,
  { batch = SCAN_BATCH, consistency }: ScanOptions = {},
): AsyncIterable<ScanBatch> {
  const wish = { ...(consistency !== undefined && { consistency }), isNumbered: true, isHere: true };
  return handedOver(async (give) => {
    checkLimit(batch);
    await engine.reading(scope, wish, async (session, numbered, opened) => {
      const { at: number, token, isLive } = await opened;
      if (number === undefined || token === undefined) throw new Error("invariant: a numbered state has a token");
      const state = isLive ? scope : numbered;
      const whole = { tuples: [], attributes: [], token, number };
      for await (const rows of fetched<TupleRow>(session, tuplesQuery(state), batch)) {
        await give({ ...whole, tuples: rows.map(toTuple) });
      }
      for await (const rows of fetched<AttributesRow>(session, attributesQuery(state), batch)) {
        const attributes: readonly ObjectAttributes[] = rows.map(toAttributes);
        if (attributes.length > 0) await give({ ...whole, attributes });
      }
    });
  });
}

function tuplesQuery(state: State): SQL {
  return manyRowsIn(state, "tuples", tupleColumns, sql`true`);
}

function attributesQuery(state: State): SQL {
  const columns = sql.raw("t.object_type, t.object_id, t.name, t.value");
  return sql`
  select t.object_type as type, t.object_id as id,
    json_agg(t.name order by t.name) as names, json_agg(t.value order by t.name) as texts
  from (${manyRowsIn(state, "attributes", columns, sql`true`)}) t group by t.object_type, t.object_id`;
}

/** The rows of the query, so many at a time; the last of these lists, which may be the first, is shorter, or empty. */
async function* fetched<Row extends object>(
  session: Session,
  query: SQL,
  count: number,
): AsyncGenerator<readonly Row[], void, undefined> {
  // Why the setting: all rows are wanted, and not the first of them soon.
  await session.script(sql`set local cursor_tuple_fraction = 1`);
  await session.rows(sql`declare relata_scan no scroll cursor for ${query}`, { keep: false });
  const fetch = () => session.rows<Row>(sql`fetch ${sql.raw(String(count))} from relata_scan`, { keep: false });
  for (let next: Promise<readonly Row[]> | undefined = fetch(); next !== undefined;) {
    const rows: readonly Row[] = await next;
    next = rows.length < count ? undefined : fetch();
    // Why: whoever breaks off does not wait for it.
    next?.catch(() => undefined);
    yield rows;
  }
  await session.script(sql`close relata_scan`);
}
