import { sql, type SQL } from "drizzle-orm";
import type { Session } from "./session.ts";
import type { Tables } from "./tables/tables.ts";

/** How far the floor has come. */
export interface Floor {
  readonly oldest: number;
  readonly collected: number;
  readonly swept: number;
  /** Whether it is where it is to be. */
  readonly isThere: boolean;
}

/** Revisions that are looked at in one statement. */
const WALK = 1_000;

/** Raises the floor, part of the way at the most, to just below the first revision that is not older than `before`. */
export async function raiseFloor(session: Session, tables: Tables, before: number): Promise<Floor> {
  const [row] = await session.rows<Record<"oldest" | "collected" | "swept" | "passed", string>>(
    floorQuery(tables, before),
  );
  return {
    oldest: Number(row?.oldest),
    collected: Number(row?.collected),
    swept: Number(row?.swept),
    isThere: Number(row?.passed) < WALK,
  };
}

/**
 * Law: every id up to `collected` is decided, and where it was committed, has a number that is not above `oldest`. So it may
 * be told later, of an id that is not there, whether it was forgotten.
 */
export function floorQuery({ database, transactions }: Tables, before: number): SQL {
  return sql`
  with walked as materialized (
    select t.number, t.at from ${transactions} t where t.number > (select d.oldest from ${database} d)
    order by t.number limit ${sql.raw(String(WALK))}
  ), floor as materialized (
    select greatest(
      d.oldest, (select coalesce(min(w.number) filter (where w.at >= ${before}::bigint) - 1, max(w.number)) from walked w)
    ) as number
    from ${database} d
  ), above as materialized (
    select t.id from ${transactions} t where t.id > (select d.collected from ${database} d)
      and (t.number is null or t.number > (select f.number from floor f))
    order by t.id limit 1
  )
  update ${database} set
    oldest = (select f.number from floor f),
    collected = greatest(collected, least(settled, (select a.id - 1 from above a)))
  returning oldest, collected, swept,
    (select count(*) from walked w where w.number <= (select f.number from floor f)) as passed`;
}
