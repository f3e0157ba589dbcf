import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { HALTED, KILLED, LOCKED, SERVER_KILLED, type Amiss } from "./amiss.ts";
import { growthOf } from "./flatness.ts";
import { AWAY_MS, CONNECTIONS, isLong, STEADY_MS, WATCHERS } from "./how-long.ts";
import { Load } from "./load.ts";
import { onPostgres, onSqlite, type World } from "./worlds.ts";

interface Situation {
  readonly name: string;
  readonly open: () => Promise<World>;
  readonly amiss: readonly Amiss[];
}

const LONG: readonly Situation[] = [
  { name: "a server on SQLite", open: () => onSqlite(1), amiss: [LOCKED, SERVER_KILLED] },
  { name: "two servers on a SQLite file", open: () => onSqlite(2), amiss: [LOCKED] },
  { name: "a server on PostgreSQL", open: () => onPostgres(1), amiss: [KILLED, SERVER_KILLED] },
];
const ALWAYS: Situation = {
  name: "two servers on PostgreSQL",
  open: () => onPostgres(2),
  amiss: isLong ? [HALTED, KILLED] : [HALTED],
};

/** What a server may hold more after a third of the time, of what it held before: of its heap, and of all its memory. */
const MOST_GROWTH = 1.25;
/** Larger: on a busy machine, it is still taking what a warm process has. */
const MOST_GROWTH_OF_ALL = 1.5;

describe.each(isLong ? [...LONG, ALWAYS] : [ALWAYS])("$name", ({ open, amiss }) => {
  let world: World;
  let load: Load;
  beforeAll(async () => {
    world = await open();
    load = await Load.begin(world, CONNECTIONS, WATCHERS);
  }, 300_000);
  afterAll(async () => {
    await load.abandon();
    await world.close();
  }, 60_000);

  test(
    "every request is answered, and rightly, while the memory of the server stays what it is",
    { timeout: 300_000 },
    async () => {
      const [server] = world.servers;
      const grown = server === undefined ? undefined : await growthOf(server, STEADY_MS);
      await load.everybodyWent();
      expect(load.ledger.faults()).toEqual([]);
      expect(load.ledger.excused).toEqual(new Map());
      expect(grown?.heap).toBeLessThan(MOST_GROWTH);
      expect(grown?.rss).toBeLessThan(MOST_GROWTH_OF_ALL);
    },
  );

  test.each(amiss)(
    "while $what, nobody is denied; then all goes on",
    { timeout: 300_000 },
    async ({ excuse, happen }) => {
      load.ledger.excused.clear();
      load.ledger.excuse(excuse);
      await happen(world, AWAY_MS);
      await load.everybodyWent();
      load.ledger.excuse();
      await load.everybodyWent();
      expect(load.ledger.faults()).toEqual([]);
      expect(load.ledger.excused.size).toBeGreaterThan(0);
    },
  );

  test("watchers are told every write once, and nothing is left of who has gone", { timeout: 300_000 }, async () => {
    await load.stop();
    expect(load.ledger.faults()).toEqual([]);
    expect(load.streams).toBeGreaterThanOrEqual(WATCHERS);
    for (const server of world.servers) {
      while ((await server.held()).sockets > world.toDatabase) await sleep(100);
    }
  });

  test("a server that is told to end answers what it has begun", { timeout: 300_000 }, async () => {
    load = await Load.begin(world, 32, WATCHERS);
    await load.everybodyWent();
    load.ledger.excuse("503 closed", "nobody");
    const [server] = world.servers;
    expect(await server?.end("SIGTERM")).toEqual([0, null]);
    await load.abandon();
    expect(load.ledger.faults()).toEqual([]);
    const [, since = ""] = server?.said.split("no more requests are accepted") ?? [];
    const begun = [...since.matchAll(/"requestId":"(c\d+-\d+)"/g)].map(([, id = ""]) => id);
    expect(begun.length).toBeGreaterThan(0);
    expect(begun.filter((id) => !load.ledger.answered.has(id))).toEqual([]);
  });
});
