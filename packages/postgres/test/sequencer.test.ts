import { setTimeout as sleep } from "node:timers/promises";
import type { Tuple } from "@relata/model";
import { startServer, tcpProxy } from "@relata/postgres-server";
import { testDatabase } from "@relata/postgres-server/test-database";
import postgresJs, { type Sql, type TransactionSql } from "postgres";
import { afterAll, expect, test } from "vitest";
import { channelOf } from "../src/channel-of.ts";
import type { Expected } from "../src/expected-transactions.ts";
import { Sequencer } from "../src/sequencer.ts";
import { processOn } from "./engine-on.ts";
import { meanwhile } from "./meanwhile.ts";

const { url, client } = await testDatabase();
const { store, engine } = processOn({ url });
const halted = processOn({ url, isSequencer: false }).store;
await store.contents();

let names = 0;
const aTuple = (): Tuple => ({
  object: { type: "doc", id: "a" },
  relation: "viewer",
  subject: { type: "user", id: `${names++}` },
});

/** How many transactions have no number, as anybody sees it. */
async function unnumbered(): Promise<number> {
  const [row] = await client<{ count: string }[]>`select count(*) from relata_transactions where number is null`;
  return Number(row?.count);
}

async function settled(): Promise<number> {
  const [row] = await client<{ settled: string }[]>`select settled from relata_database`;
  return Number(row?.settled);
}

async function requireGapless(): Promise<void> {
  const rows = await client<{ number: string }[]>`select number from relata_transactions order by number`;
  expect(rows.map(({ number }) => Number(number))).toEqual(rows.map((_, i) => i + 1));
}

/** What a write within the application's transaction leaves there. */
async function begun(tx: TransactionSql | Sql): Promise<Expected> {
  const [row] = await tx`
    insert into relata_transactions (store, at) values ('main', 0) returning id, pg_current_xact_id()::text as xid`;
  return { store: "main", id: Number(row?.["id"]), xid: String(row?.["xid"]) };
}

test("what a process left unnumbered when it died, the next one that writes numbers", async () => {
  for (let i = 0; i < 3; i++) await halted.write({ touch: [aTuple()] });
  expect(await unnumbered()).toBe(3);
  await store.write({ touch: [aTuple()] });
  await expect.poll(unnumbered).toBe(0);
  await requireGapless();
});

test("and so does one that only listens", async () => {
  const { store: listener } = processOn({ url, isSequencer: false });
  await store.log.newest();
  const stop = listener.log.listen(() => undefined);
  await sleep(100);
  await halted.write({ touch: [aTuple()] });
  await expect.poll(unnumbered, { timeout: 5_000 }).toBe(0);
  stop();
});

test("a backlog of more than one batch is numbered to its end, before the number is told", async () => {
  const before = await store.log.newest();
  await client`insert into relata_transactions (store, at) select 'main', 0 from generate_series(1, 20001)`;
  expect(await store.log.newest()).toBe(before + 20_001);
  expect(await unnumbered()).toBe(0);
  await requireGapless();
});

test("a transaction of the application is numbered once it is committed, of which nobody tells", async () => {
  await store.log.newest();
  const held = client.begin(async (tx) => {
    engine.expect(await begun(tx));
    await sleep(100);
  });
  await held;
  await expect.poll(unnumbered, { timeout: 2_000, interval: 10 }).toBe(0);
  await requireGapless();
});

test("one that is rolled back, wholly or to a savepoint, is looked out for no longer", async () => {
  const proxy = await tcpProxy(url);
  const watching = processOn({ url: proxy.url });
  afterAll(() => proxy.close());
  await watching.store.contents();
  const undo = new Error("undo");
  const rolledBack = client.begin(async (tx) => {
    watching.engine.expect(await begun(tx));
    throw undo;
  });
  await expect(rolledBack).rejects.toBe(undo);
  await client.begin(async (tx) => {
    const inner = tx.savepoint(async (within) => {
      watching.engine.expect(await begun(within));
      throw undo;
    });
    await expect(inner).rejects.toBe(undo);
  });
  const looksInASecond = async () => {
    const before = proxy.turns;
    await sleep(1_100);
    return proxy.turns - before;
  };
  await expect.poll(looksInASecond, { timeout: 15_000 }).toBe(0);
});

test("the server notifies of numbers, and of nothing that is secret", async () => {
  const told: string[] = [];
  const listening = await client.listen(channelOf({ schema: "public", prefix: "relata_" }), (text) => told.push(text));
  await store.stores.open("a secret name").write({ touch: [aTuple()] });
  await expect.poll(() => told.length).toBeGreaterThan(0);
  const number = await store.log.newest();
  expect(told.map(Number).every((one) => one <= number + 1)).toBe(true);
  expect(told.join("")).toMatch(/^\d+$/);
  await listening.unlisten();
});

test("each set of tables has a channel of its own, whatever their names", () => {
  const places = [
    { schema: "public", prefix: "relata_" },
    { schema: "public", prefix: "authz_" },
    { schema: "a\"b'; --", prefix: "relata_" },
    { schema: "x".repeat(63), prefix: "y".repeat(31) },
  ];
  const channels = places.map(channelOf);
  expect(new Set(channels).size).toBe(places.length);
  for (const channel of channels) expect(channel).toMatch(/^[a-z0-9_]{1,63}$/);
});

test("nothing above a transaction that is open is settled, and what is settled is numbered", async () => {
  await engine.number({ isSettling: true });
  const quiet = await settled();
  expect(quiet).toBeGreaterThan(0);
  let open: Expected | undefined;
  await client.begin(async (tx) => {
    open = await begun(tx);
    for (let i = 0; i < 5; i++) {
      await store.write({ touch: [aTuple()] });
      await engine.number({ isSettling: true });
    }
    expect(await settled()).toBeLessThan(open.id);
  });
  await engine.number({ isSettling: true });
  await engine.number({ isSettling: true });
  expect(await settled()).toBeGreaterThan(open?.id ?? Infinity);
  expect(await unnumbered()).toBe(0);
});

test("a transaction that overlaps the next without end holds nothing back", async () => {
  await engine.number({ isSettling: true });
  const before = await settled();
  const overlapping = [60, 45].map((heldMs) =>
    meanwhile(() =>
      client.begin(async (tx) => {
        await begun(tx);
        await sleep(heldMs);
      }),
    ),
  );
  await expect
    .poll(async () => (await engine.number({ isSettling: true }), settled()), { timeout: 5_000, interval: 50 })
    .toBeGreaterThan(before + 4);
  await Promise.all(overlapping.map(({ stop }) => stop()));
  await engine.number();
  expect(await unnumbered()).toBe(0);
});

test("a transaction that was prepared settles nothing until it is decided, also where the server is restarted meanwhile", async () => {
  const server = await startServer({ settings: { max_prepared_transactions: 2 } });
  afterAll(() => server.stop());
  const process = processOn({ url: server.url });
  await process.store.write({ touch: [aTuple()] });
  const own = postgresJs(server.url, { max: 1 });
  await own.unsafe("begin");
  const { id } = await begun(own);
  await process.store.write({ touch: [aTuple()] });
  await process.engine.number({ isSettling: true });
  await own.unsafe("prepare transaction 'later'");
  await own.end();
  // After that it has another.
  await server.restart();
  const there = postgresJs(server.url, { max: 1 });
  const settledThere = async () => Number((await there`select settled from relata_database`)[0]?.["settled"]);
  // The first finds the connections cut.
  await process.engine.number().catch(() => undefined);
  for (let i = 0; i < 3; i++) await process.engine.number({ isSettling: true });
  expect(await settledThere()).toBeLessThan(id);
  await there.unsafe("commit prepared 'later'");
  await process.engine.number({ isSettling: true });
  expect(await settledThere()).toBeGreaterThan(id);
  expect(await there`select id from relata_transactions where number is null`).toHaveLength(0);
  await there.end();
});

test("after a run that nobody waits for, the sequencer rests; whoever waits is told after a run that began later", async () => {
  const runs: number[] = [];
  const sequencer = new Sequencer(async () => {
    runs.push(performance.now());
    await sleep(5);
  });
  for (let i = 0; i < 20; i++) {
    sequencer.tell();
    await sleep(10);
  }
  const pauses = runs.slice(1).map((at, i) => at - (runs[i] ?? 0));
  expect(Math.min(...pauses)).toBeGreaterThan(20);
  const asked = performance.now();
  await sequencer.told();
  expect(runs.at(-1)).toBeGreaterThanOrEqual(asked);
  sequencer.tell();
  await sequencer.settle();
  const count = runs.length;
  expect(runs.at(-1)).toBeGreaterThan(asked);
  await sleep(100);
  expect(runs).toHaveLength(count);
});

test("whoever waits for a run that fails is told why, and the next run is tried all the same", async () => {
  let isBroken = true;
  const sequencer = new Sequencer(() => (isBroken ? Promise.reject(new Error("broken")) : Promise.resolve()));
  await expect(sequencer.told()).rejects.toThrow("broken");
  isBroken = false;
  await sequencer.told();
});
