import { sql, type SQL } from "drizzle-orm";
import type { Tables } from "./tables/tables.ts";

/** From so many new revisions on it is not asked whose they are. */
export const MANY = 1_000;

export interface NewsRow {
  /** The newest number of all stores. */
  readonly reached: string;
  /** Whether something waits for its number, and can be given one. */
  readonly pending: boolean;
  /** Which stores the next revisions are of, as JSON. */
  readonly stores: string | null;
}

/** Cost: the new revisions, but for more than many, and the transactions that have no number. */
export function newsQuery({ database, transactions }: Tables, after: number): SQL {
  return sql`
  select (select coalesce(max(t.number), 0) from ${transactions} t) as reached,
    not pg_is_in_recovery() and exists (
      select from ${transactions} t where t.number is null and t.id > (select d.settled from ${database} d)
    ) as pending,
    (select json_agg(distinct n.store)::text from (
      select t.store from ${transactions} t where t.number > ${after}::bigint
      order by t.number limit ${sql.raw(String(MANY))}
    ) n) as stores`;
}
