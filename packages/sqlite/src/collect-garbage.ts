import { setImmediate as nextTurn } from "node:timers/promises";
import { checkLimit, type Collected, type CollectOptions } from "@relata/store";
import { sql } from "drizzle-orm";
import type { Opened, SqliteDatabase } from "./sqlite-database.ts";
import { storesIn } from "./sqlite-stores.ts";
import { Sweep } from "./sweep.ts";

/**
 * Forgets history. The floor is raised first, in a transaction of its own: from then on a state below it is refused, and
 * so nobody meets one that is half gone. Then each store is swept in short transactions, and between two of them the event
 * loop goes on. Two collections at once do each other no harm: a row goes once.
 *
 * @throws Failure `invalid_question` for a batch that is none
 */
export async function collectGarbage(
  database: SqliteDatabase,
  { before, batch = 1_000 }: CollectOptions,
): Promise<Collected> {
  checkLimit(batch);
  const { floor, stores } = await database.reading((opened) => ({
    floor: floorBefore(opened, before),
    stores: storesIn(opened),
  }));
  const { oldest, swept } = await database.writing((opened) => raiseFloor(opened, floor));
  const collected = { tuples: 0, attributes: 0, transactions: 0, idempotencyKeys: 0 };
  for (const store of stores) {
    const sweep = new Sweep({ oldest, swept, batch, collected });
    while (await database.writing((opened) => sweep.step({ ...opened, store }))) await nextTurn();
    await nextTurn();
  }
  await database.writing(({ statements: { connection, tables } }) =>
    connection.run(sql`update ${tables.database} set swept = max(swept, ${oldest})`),
  );
  return { ...collected, oldest };
}

/**
 * The number below the first write that was not before that moment: where the clock stepped back, what was written before
 * and after the step stays. Cost: the writes between the old floor and the new.
 */
function floorBefore({ statements: { connection, tables } }: Opened, before: number): number {
  const { database, transactions } = tables;
  const row = connection.get(
    sql<{ floor: number }>`
    select coalesce(
      (select t.id - 1 from ${transactions} t
        where t.id > (select oldest from ${database}) and t.at >= ${before} order by t.id limit 1),
      (select max(id) from ${transactions}),
      0
    ) as floor`,
  );
  return row?.floor ?? 0;
}

/** The floor as it is then: it never goes down. */
function raiseFloor({ statements: { connection, tables } }: Opened, floor: number) {
  connection.run(sql`update ${tables.database} set oldest = max(oldest, ${floor})`);
  const row = connection.get(sql<{ oldest: number; swept: number }>`select oldest, swept from ${tables.database}`);
  return row ?? { oldest: floor, swept: 0 };
}
