import { sql, type SQL } from "drizzle-orm";
import type { Session } from "./session.ts";
import type { Tables } from "./tables.ts";

/** A moment of the server, by which it is told later what is settled since. */
export interface Mark {
  /** The highest id of a write that could be seen. */
  readonly id: number;
  /** An id of the server: all transactions of those writes, and of writes with lower ids, have lower ones. */
  readonly before: string;
}

/** How far the floor has come. */
export interface Floor {
  readonly oldest: number;
  readonly collected: number;
  readonly swept: number;
  /** Whether it is where it is to be. */
  readonly isThere: boolean;
}

/** Revisions that are looked at in one statement. */
const WALK = 10_000;

export async function markNow(session: Session, { transactions }: Tables): Promise<Mark> {
  const [row] = await session.rows<{ id: string; before: string }>(sql`
    select coalesce((select max(t.id) from ${transactions} t), 0) as id,
      pg_snapshot_xmax(pg_current_snapshot())::text as before`);
  return { id: Number(row?.id), before: row?.before ?? "" };
}

/**
 * Raises the floor, part of the way at the most, to just below the first revision that is not older than `before`.
 *
 * Law: every id up to `collected` is either gone for good, or has a number that is not above the floor. A write that took its
 * id before the mark and is still under way holds `collected` back until it ends, however long that takes.
 */
export async function raiseFloor(session: Session, tables: Tables, before: number, mark: Mark): Promise<Floor> {
  const [row] = await session.rows<Record<"oldest" | "collected" | "swept" | "older", string>>(
    floorQuery(tables, before, mark),
  );
  const { oldest, collected, swept, older } = { oldest: 0, collected: 0, swept: 0, older: 0, ...row };
  return {
    oldest: Number(oldest),
    collected: Number(collected),
    swept: Number(swept),
    isThere: Number(older) < WALK,
  };
}

export function floorQuery({ database, transactions }: Tables, before: number, mark: Mark): SQL {
  return sql`
  with walked as materialized (
    select t.number, t.at from ${transactions} t where t.number > (select d.oldest from ${database} d)
    order by t.number limit ${sql.raw(String(WALK))}
  ), floor as materialized (
    select coalesce(min(w.number) filter (where w.at >= ${before}::bigint) - 1, max(w.number), 0) as number from walked w
  ), unsettled as materialized (
    select t.id from ${transactions} t
    where t.id > (select d.collected from ${database} d)
      and (t.number is null or t.number > (select greatest(f.number, d.oldest) from floor f, ${database} d))
    order by t.id limit 1
  ), settled as materialized (
    select least(${mark.id}::bigint, (select u.id - 1 from unsettled u)) as id
    where pg_snapshot_xmin(pg_current_snapshot()) >= ${mark.before}::xid8
  )
  update ${database} set
    oldest = greatest(oldest, (select f.number from floor f)),
    collected = greatest(collected, (select s.id from settled s))
  returning oldest, collected, swept, (
    select count(*) from walked w where w.number <= (select f.number from floor f)
  ) as older`;
}
