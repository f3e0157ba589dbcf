import { setTimeout as sleep } from "node:timers/promises";
import type { Collected } from "@relata/store";
import { sql } from "drizzle-orm";
import type { Database } from "./database.ts";
import type { Engine } from "./engine.ts";
import { lockKey } from "./lock-key.ts";
import { raiseFloor, type Floor } from "./raise-floor.ts";
import type { Session } from "./session.ts";
import { sweep } from "./sweep.ts";
import { tryAgain } from "./try-again.ts";

/** How long a collection waits for writes that are under way; what they hold back for longer, a later one takes. */
const PATIENCE_MS = 1_000;
const PAUSE_MS = 50;

interface Total {
  tuples: number;
  attributes: number;
  transactions: number;
  idempotencyKeys: number;
}

/**
 * Raises the floor, and then deletes what is below it; each step is a short transaction of its own. The floor is first, so
 * that no reader meets a state half of which is gone: one that begins later is refused, and one that began before has its
 * snapshot. Where another collection is at work, this one leaves the rest to that.
 */
export async function collectGarbage(engine: Engine, before: number, batch: number): Promise<Collected> {
  const { database } = engine;
  const total: Total = { tuples: 0, attributes: 0, transactions: 0, idempotencyKeys: 0 };
  const isOver = waited(PATIENCE_MS);
  for (let left = "held"; ;) {
    // What has no number, or is not known to be settled, holds back all that comes after it.
    if (left === "held") await engine.number({ isSettling: true });
    const floor = await step(database, (session) => raiseFloor(session, database.tables, before));
    left = floor === undefined ? "others" : await sweepAll(database, floor, batch, total);
    if (left === "others" || (floor?.isThere === true && (left === "all" || isOver()))) break;
    if (left === "held") await sleep(PAUSE_MS);
  }
  const { oldest } = await database.use((session) => floorOf(session, database));
  return { ...total, oldest };
}

/** All that is below the floor, batch by batch. */
async function sweepAll(
  database: Database,
  floor: Floor,
  batch: number,
  total: Total,
): Promise<"all" | "held" | "others"> {
  for (;;) {
    const swept = await step(database, async (session) =>
      sweep(session, database.tables, { ...floor, ...(await floorOf(session, database)) }, batch),
    );
    if (swept === undefined) return "others";
    total.tuples += swept.tuples;
    total.attributes += swept.attributes;
    total.transactions += swept.transactions;
    total.idempotencyKeys += swept.idempotencyKeys;
    if (swept.left !== "more") return swept.left;
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

async function floorOf(
  session: Session,
  { tables }: Database,
): Promise<Record<"oldest" | "collected" | "swept", number>> {
  const [row] = await session.rows<Record<"oldest" | "collected" | "swept", string>>(
    sql`select d.oldest, d.collected, d.swept from ${tables.database} d`,
  );
  return { oldest: Number(row?.oldest), collected: Number(row?.collected), swept: Number(row?.swept) };
}

/** Whether so many milliseconds have passed since the call. Why not the clock: it may be set back. */
function waited(forMs: number): () => boolean {
  const signal = AbortSignal.timeout(forMs);
  return () => signal.aborted;
}
