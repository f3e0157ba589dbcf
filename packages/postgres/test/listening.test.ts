import { setTimeout as sleep } from "node:timers/promises";
import type { Tuple } from "@relata/model";
import type { PostgresStore } from "@relata/postgres";
import { tcpProxy } from "@relata/postgres-server";
import { testDatabase } from "@relata/postgres-server/test-database";
import { afterAll, expect, test } from "vitest";
import { databaseAt } from "../src/database-at.ts";
import { NotificationLine } from "../src/notification-line.ts";
import { processOn } from "./engine-on.ts";
import { meanwhile } from "./meanwhile.ts";

const { url, client } = await testDatabase();
const { store: writer } = processOn({ url });
await writer.contents();

const tuple = (id: string): Tuple => ({
  object: { type: "doc", id: "a" },
  relation: "viewer",
  subject: { type: "user", id },
});

/** Reads the log whenever it is woken, as a watch does: every revision after those that it has. */
class Follower {
  readonly told: string[] = [];
  wakes = 0;
  readonly stop: () => void;
  readonly #store: PostgresStore;
  #after: number;
  #isReading = false;
  #isStale = false;

  constructor(store: PostgresStore, after: number) {
    this.#store = store;
    this.#after = after;
    this.stop = store.log.listen(() => {
      this.wakes++;
      this.#isStale = true;
      if (!this.#isReading) void this.#read();
    });
  }

  async #read(): Promise<void> {
    this.#isReading = true;
    while (this.#isStale) {
      this.#isStale = false;
      const page = await this.#store.log.revisions(this.#after, 100).catch(() => undefined);
      // A connection that was cut: the next wake, or the next look, finds the same.
      if (page === undefined) this.#isStale = true;
      for (const { number, changes } of page?.revisions ?? []) {
        this.#after = number;
        for (const change of changes) if (change.kind === "tuple") this.told.push(change.after?.subject.id ?? "");
      }
      if (page?.isLast === false) this.#isStale = true;
    }
    this.#isReading = false;
  }
}

async function write(ids: readonly string[]): Promise<void> {
  for (const id of ids) await writer.write({ touch: [tuple(id)] });
}

test("who listens is woken soon after another process has written", async () => {
  const { store } = processOn({ url });
  const follower = new Follower(store, await store.log.newest());
  await sleep(300);
  const { wakes } = follower;
  const started = performance.now();
  await write(["soon"]);
  await expect.poll(() => follower.told, { interval: 5 }).toEqual(["soon"]);
  // By a message, and not by the look that comes each second.
  expect(performance.now() - started).toBeLessThan(700);
  expect(follower.wakes).toBeGreaterThan(wakes);
  follower.stop();
  const after = follower.wakes;
  await write(["stopped"]);
  await sleep(200);
  expect(follower.wakes).toBe(after);
});

test("a write to one store wakes nobody who listens to another", async () => {
  const { store } = processOn({ url });
  const follower = new Follower(store.stores.open("quiet"), 0);
  await expect.poll(() => follower.wakes).toBeGreaterThan(0);
  await sleep(200);
  const { wakes } = follower;
  await write(["loud 1", "loud 2"]);
  await sleep(1_300);
  expect(follower.wakes).toBe(wakes);
  await writer.stores.open("quiet").write({ touch: [tuple("whispered")] });
  await expect.poll(() => follower.told, { timeout: 3_000 }).toEqual(["whispered"]);
  follower.stop();
});

test("connections that are cut while others write lose nothing, and nothing is told twice", async () => {
  const proxy = await tcpProxy(url);
  afterAll(() => proxy.close());
  const { store } = processOn({ url: proxy.url });
  const follower = new Follower(store, await store.log.newest());
  const ids = Array.from({ length: 60 }, (_, i) => `cut ${i}`);
  const cutting = meanwhile(async () => {
    await sleep(30);
    proxy.cut();
  });
  for (const id of ids) {
    await write([id]);
    await sleep(5);
  }
  await cutting.stop();
  await expect.poll(() => follower.told, { timeout: 10_000 }).toEqual(ids);
  follower.stop();
});

test("the connection that listens is made anew when it is lost, and begins with a call", async () => {
  const proxy = await tcpProxy(url);
  let calls = 0;
  const database = databaseAt({ url: proxy.url });
  const line = new NotificationLine(database, "told", () => calls++);
  afterAll(async () => {
    line.end();
    await database.close();
    proxy.close();
  });
  await expect.poll(() => calls).toBe(1);
  for (let i = 0; i < 3; i++) {
    const before = calls;
    proxy.cut();
    await expect.poll(() => calls, { timeout: 5_000 }).toBe(before + 1);
    await client.notify("told", "");
    await expect.poll(() => calls).toBe(before + 2);
  }
});

test("where the server cannot be reached for a while, what was written meanwhile is told afterwards", async () => {
  const proxy = await tcpProxy(url);
  afterAll(() => proxy.close());
  const { store } = processOn({ url: proxy.url });
  const follower = new Follower(store, await store.log.newest());
  await sleep(200);
  proxy.refuse();
  proxy.cut();
  await write(["away 1", "away 2"]);
  await sleep(500);
  expect(follower.told).toEqual([]);
  await proxy.resume();
  await expect.poll(() => follower.told, { timeout: 10_000 }).toEqual(["away 1", "away 2"]);
  follower.stop();
});

test("the connection that listens ends with the last who listens, and with the store", async () => {
  const proxy = await tcpProxy(url);
  afterAll(() => proxy.close());
  const { store } = processOn({ url: proxy.url, poolSize: 1 });
  await store.contents();
  expect(proxy.connections).toBe(1);
  const stops = [store.log.listen(() => undefined), store.stores.open("b").log.listen(() => undefined)];
  await expect.poll(() => proxy.connections).toBe(2);
  stops.forEach((stop) => stop());
  await expect.poll(() => proxy.connections).toBe(1);
  const stop = store.log.listen(() => undefined);
  await expect.poll(() => proxy.connections).toBe(2);
  await store.close();
  await expect.poll(() => proxy.connections).toBe(0);
  stop();
  expect(store.log.listen(() => undefined)()).toBeUndefined();
});
