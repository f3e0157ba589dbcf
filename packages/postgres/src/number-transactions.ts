import { sql, type SQL } from "drizzle-orm";
import type { Tables } from "./tables/tables.ts";

/** The most transactions that one statement numbers, so that no backlog makes a long one. */
export const NUMBER_BATCH = 10_000;

/** With so many or more in one statement, none of them is told by itself. */
const FEW = 64;

export interface NumberedRow {
  /** How many were numbered. */
  readonly count: string;
  /** The newest number of all stores. */
  readonly newest: string;
  /** Those that were numbered, where they are few: id, number, and the number before it in the same store, as JSON. */
  readonly writes: string | null;
}

/**
 * Numbers what is committed and has no number, and notifies the channel of the newest number if there was any. The lock of
 * the sequencer is held.
 *
 * Law: numbers are one more than all that were given before, without gaps; of two writes of which the second began after
 * the first was committed, the second has the higher one, and so it is of two that wrote the same key. Cost: the transactions that have no number, whatever the others.
 */
export function numberTransactions({ database, transactions }: Tables, channel: SQL): SQL {
  const newest = sql`(select coalesce(max(m.number), 0) from ${transactions} m)`;
  return sql`
  with numbered as (
    update ${transactions} t set number = s.number from (
      select u.id, row_number() over (order by u.place, u.id) + ${newest} as number from (
        select t.id, t.place from ${transactions} t
        where t.number is null and t.id > (select d.settled from ${database} d)
        order by t.place, t.id limit ${sql.raw(String(NUMBER_BATCH))}
      ) u
    ) s where t.id = s.id returning t.id, t.store, t.number
  )
  select count(*) as count, coalesce(max(n.number), ${newest}) as newest,
    case when count(*) between 1 and ${sql.raw(String(FEW))} then (select json_agg(json_build_array(w.id, w.number, w.previous)) from (
      select f.id, f.number, coalesce(
        lag(f.number) over (partition by f.store order by f.number),
        (select max(m.number) from ${transactions} m where m.store = f.store), 0
      ) as previous from numbered f
    ) w)::text end as writes,
    case when count(*) > 0 then pg_notify(${channel}, max(n.number)::text)::text end as told
  from numbered n`;
}
