import { sql, type SQL } from "drizzle-orm";
import type { Asked } from "./asked.ts";
import type { Scope } from "./state.ts";

/** The most unnumbered transactions that a token names. */
export const MAX_UNNUMBERED = 32;

/** What a snapshot says of itself. Big numbers come as text. */
export interface StateRow {
  /** Who the database is. */
  readonly database: string;
  /**
   * The number of the oldest state of the store that can still be read; none where nothing of it is forgotten. Why not the
   * floor itself: of a store that was not written to just below it, an older state is the same.
   */
  readonly oldest_number: string | null;
  /** Whether the server follows another. */
  readonly standby: boolean;
  /** The highest number of all stores. */
  readonly reached: string;
  /** The newest numbered transaction of the store, or the newest up to the number that is asked for. */
  readonly id: string | null;
  readonly number: string | null;
  /** Ids of the store without a number, with `.` between them: one more than a token names, at the most. */
  readonly unnumbered: string | null;
  /** The newest of those that are named. */
  readonly named_id: string | null;
  readonly named_number: string | null;
  /** Whether one that is named is of another store. */
  readonly foreign: boolean | null;
  /** Whether one is not there, nor so old that it may be forgotten. */
  readonly absent: boolean | null;
  /** Whether one is there without the number that it must have. */
  readonly pending: boolean | null;
}

/** How a value stands in a statement: as a parameter, or as text of it. */
export type Written = (value: string) => SQL;

/**
 * One statement that answers one row of the snapshot that it is run in. Cost: four index searches, one more for each
 * transaction named, and the few transactions that have no number.
 */
export function stateQuery(
  { tables, store }: Scope,
  { named, of }: Pick<Asked, "named" | "of">,
  written: Written = (value) => sql`${value}`,
): SQL {
  const { database, transactions } = tables;
  const isOurs = sql`t.store = ${written(store)}::text`;
  const upTo = typeof of === "number" ? sql`t.number <= ${written(String(of))}::bigint` : sql`t.number is not null`;
  return sql`
  select d.id as database, pg_is_in_recovery() as standby, l.id, l.number, n.*,
    (select coalesce(max(t.number), 0) from ${transactions} t) as reached,
    (select max(t.number) from ${transactions} t where ${isOurs} and t.number <= d.oldest) as oldest_number,
    (select string_agg(u.id::text, '.') from (
      select t.id from ${transactions} t where t.number is null and t.id > d.settled and ${isOurs}
      order by t.id limit ${sql.raw(String(MAX_UNNUMBERED + 1))}
    ) u) as unnumbered
  from ${database} d
  left join lateral (
    select t.id, t.number from ${transactions} t where ${isOurs} and ${upTo} order by t.number desc limit 1
  ) l on true
  cross join lateral (${named.length === 0 ? nothingNamed : namedQuery(transactions, isOurs, written(JSON.stringify(named)))}) n`;
}

const nothingNamed = sql.raw(
  "select null as named_id, null as named_number, false as foreign, false as absent, false as pending",
);

/** A transaction that is not there, and that is not above those that may be forgotten, was there. */
function namedQuery(transactions: Scope["tables"]["transactions"], isOurs: SQL, named: SQL): SQL {
  return sql`
    select max(f.number) as named_number, (array_agg(f.id order by f.number desc nulls last))[1] as named_id,
      bool_or(not f.ours) as foreign, bool_or(f.id is null and w.id > d.collected) as absent,
      bool_or(w."isNumbered" and f.id is not null and f.number is null) as pending
    from json_to_recordset(${named}::text::json) as w(id bigint, "isNumbered" boolean) left join lateral (
      select t.id, t.number, ${isOurs} as ours from ${transactions} t where t.id = w.id offset 0
    ) f on true`;
}
