import { setTimeout as sleep } from "node:timers/promises";
import type { Collected } from "@relata/store";
import { sql } from "drizzle-orm";
import type { Database } from "./database.ts";
import { lockKey } from "./lock-key.ts";
import { markNow, raiseFloor, type Floor } from "./raise-floor.ts";
import type { Session } from "./session.ts";
import { sweep } from "./sweep.ts";
import { tryAgain } from "./try-again.ts";

/** How long a collection waits for writes that were under way when it began; what they hold back, a later one takes. */
const PATIENCE_MS = 2_000;
const PAUSE_MS = 50;

/**
 * Raises the floor, and then deletes what is below it; each step is a short transaction of its own. The floor is first, so
 * that no reader meets a state half of which is gone: one that begins later is refused, and one that began before has its
 * snapshot. Where another collection is at work, this one leaves it to that.
 */
export async function collectGarbage(database: Database, before: number, batch: number): Promise<Collected> {
  const { tables } = database;
  const total = { tuples: 0, attributes: 0, transactions: 0, idempotencyKeys: 0 };
  const mark = await database.use((session) => markNow(session, tables));
  const patience = AbortSignal.timeout(PATIENCE_MS);
  for (;;) {
    const floor = await step(database, (session) => raiseFloor(session, tables, before, mark));
    if (floor === undefined) break;
    const isHeld = await sweepAll(database, floor, batch, total);
    if (isHeld === undefined || (floor.isThere && (!isHeld || patience.aborted))) break;
    if (floor.isThere) await sleep(PAUSE_MS);
  }
  return { ...total, oldest: await oldest(database) };
}

/** All that is below the floor, batch by batch; whether some of it is held back. Undefined where another is at work. */
async function sweepAll(
  database: Database,
  floor: Floor,
  batch: number,
  total: Record<"tuples" | "attributes" | "transactions" | "idempotencyKeys", number>,
): Promise<boolean | undefined> {
  for (;;) {
    const swept = await step(database, async (session) => {
      const { swept: from } = await floorOf(session, database);
      return sweep(session, database.tables, { ...floor, swept: from }, batch);
    });
    if (swept === undefined) return undefined;
    total.tuples += swept.tuples;
    total.attributes += swept.attributes;
    total.transactions += swept.transactions;
    total.idempotencyKeys += swept.idempotencyKeys;
    if (swept.left !== "more") return swept.left === "held";
  }
}

/** A transaction beside which no other collection runs; undefined, and nothing is done, where one does. */
async function step<T>(database: Database, run: (session: Session) => Promise<T>): Promise<T | undefined> {
  const lock = sql`select pg_try_advisory_xact_lock(${lockKey("collect", database.place)}) as mine`;
  return tryAgain(database.name, () =>
    database.writing(sql`read committed`, [], async (session) => {
      const [row] = await session.script<{ mine: boolean }>(lock);
      return row?.mine === true ? run(session) : undefined;
    }),
  );
}

async function floorOf(session: Session, { tables }: Database): Promise<Record<"oldest" | "swept", number>> {
  const [row] = await session.rows<{ oldest: string; swept: string }>(
    sql`select d.oldest, d.swept from ${tables.database} d`,
  );
  return { oldest: Number(row?.oldest), swept: Number(row?.swept) };
}

async function oldest(database: Database): Promise<number> {
  return (await database.use((session) => floorOf(session, database))).oldest;
}
