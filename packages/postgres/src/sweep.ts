import { sql, type SQL } from "drizzle-orm";
import type { Floor } from "./raise-floor.ts";
import type { Session } from "./session.ts";
import type { Tables } from "./tables/tables.ts";

/** What one batch deleted, and how it went on from there. */
export interface Swept {
  readonly tuples: number;
  readonly attributes: number;
  readonly transactions: number;
  readonly idempotencyKeys: number;
  /** `all` where nothing is left below the floor, `held` where what is left is not known to be settled yet. */
  readonly left: "all" | "held" | "more";
}

/** A write below the floor. */
interface Old {
  readonly id: number;
  readonly store: string;
  readonly number: number;
}

/**
 * Deletes rows that were ended below the floor, at most as many as the batch; and of writes whose last such row is gone, the
 * key, and the transaction itself if nothing live refers to it.
 *
 * Law: a transaction is looked at when the sweep comes to its number, and again whenever a row that it made is deleted; so none
 * is forgotten, and none is looked at for nothing. Of each store the newest one below the floor stays: by it is seen whether
 * a state in between was another.
 */
export async function sweep(session: Session, tables: Tables, floor: Floor, batch: number): Promise<Swept> {
  const found = await session.rows<Record<keyof Old, string>>(windowQuery(tables, floor, batch));
  const old = found.map(({ id, store, number }): Old => ({ id: Number(id), store, number: Number(number) }));
  const unsettled = old.findIndex(({ id }) => id > floor.collected);
  const window = unsettled === -1 ? old : old.slice(0, unsettled);
  const last = window.at(-1);
  const left = unsettled === -1 ? (old.length < batch ? "all" : "more") : "held";
  if (last === undefined) return { tuples: 0, attributes: 0, transactions: 0, idempotencyKeys: 0, left };

  const tuples = await deleted(session, endedQuery(tables, "tuples", window, batch));
  const rest = batch - tuples.length;
  const attributes = rest === 0 ? [] : await deleted(session, endedQuery(tables, "attributes", window, rest));
  const isEmptied = tuples.length + attributes.length < batch;
  const keys = isEmptied ? await deleted(session, keysQuery(tables, window)) : [];
  const candidates = [...new Set([...tuples, ...attributes, ...(isEmptied ? window.map(({ id }) => id) : [])])];
  const predecessors = isEmptied ? await deleted(session, predecessorsQuery(tables, window)) : [];
  const gone = await deleted(session, transactionsQuery(tables, [...candidates, ...predecessors], floor));
  if (isEmptied) await session.rows(sql`update ${tables.database} set swept = ${last.number}::bigint`);
  return {
    tuples: tuples.length,
    attributes: attributes.length,
    transactions: gone.length,
    idempotencyKeys: keys.length,
    left: isEmptied ? left : "more",
  };
}

/** The transactions that rows which the query deleted, or found, name. */
async function deleted(session: Session, query: SQL): Promise<readonly number[]> {
  return (await session.rows<{ id: string }>(query)).map(({ id }) => Number(id));
}

/** The next writes below the floor, by number. */
export function windowQuery({ transactions }: Tables, { oldest, swept }: Floor, batch: number): SQL {
  return sql`select t.id, t.store, t.number from ${transactions} t
    where t.number > ${swept}::bigint and t.number <= ${oldest}::bigint order by t.number limit ${batch}::bigint`;
}

const asWrites = (window: readonly Old[]) => sql`json_to_recordset(${JSON.stringify(window)}::text::json) as w(
    id bigint, store text, number bigint
  )`;

/** Deletes rows that these writes ended, and answers what made them. By place, because that is how they were found. */
export function endedQuery(tables: Tables, of: "tuples" | "attributes", window: readonly Old[], limit: number): SQL {
  return sql`
  delete from ${tables[of]} t where t.ctid = any(array(
    select r.ctid from ${asWrites(window)} cross join lateral (
      select t.ctid from ${tables[of]} t where t.store = w.store collate "C" and t.ended_in = w.id offset 0
    ) r limit ${limit}::bigint
  )) returning t.made_in as id`;
}

/** Deletes the names of these writes. */
export function keysQuery({ idempotency }: Tables, window: readonly Old[]): SQL {
  return sql`
  delete from ${idempotency} t where t.ctid = any(array(
    select r.ctid from ${asWrites(window)} cross join lateral (
      select t.ctid from ${idempotency} t where t.store = w.store collate "C" and t.transaction = w.id offset 0
    ) r
  )) returning t.transaction as id`;
}

/** Of each of these writes, the one of its store before it. */
export function predecessorsQuery({ transactions }: Tables, window: readonly Old[]): SQL {
  return sql`
  select r.id from ${asWrites(window)} cross join lateral (
    select t.id from ${transactions} t where t.store = w.store collate "C" and t.number < w.number
    order by t.number desc limit 1
  ) r`;
}

/**
 * That no row of the table refers to the transaction. Why `offset 0`: it keeps this an index search for each transaction,
 * whatever the planner takes the rows for.
 */
function noRow(table: Tables["tuples" | "attributes" | "models" | "idempotency"], column: string): SQL {
  return sql`not exists (select from ${table} r where r.store = t.store and r.${sql.identifier(column)} = t.id offset 0)`;
}

/** Deletes those of the transactions that no row refers to, and that are not the newest of their store below the floor. */
export function transactionsQuery(tables: Tables, ids: readonly number[], { oldest }: Floor): SQL {
  const { transactions, tuples, attributes, models, idempotency } = tables;
  return sql`
  delete from ${transactions} t
  where t.id = any(array(select e.value::bigint from json_array_elements_text(${JSON.stringify(ids)}::text::json) e))
    and t.number <= ${oldest}::bigint
    and exists (
      select from ${transactions} n where n.store = t.store and n.number > t.number and n.number <= ${oldest}::bigint
      offset 0
    )
    and ${noRow(tuples, "made_in")} and ${noRow(tuples, "ended_in")}
    and ${noRow(attributes, "made_in")} and ${noRow(attributes, "ended_in")}
    and ${noRow(models, "made_in")} and ${noRow(idempotency, "transaction")}
  returning t.id`;
}
