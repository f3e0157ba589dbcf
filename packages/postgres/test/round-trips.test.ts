import { createRelata, readModel } from "@relata/core";
import type { Answer, Plan } from "@relata/resolver";
import { postgres, type PostgresStore } from "@relata/postgres";
import { tcpProxy } from "@relata/postgres-server";
import { testDatabase } from "@relata/postgres-server/test-database";
import type { Consistency, Store } from "@relata/store";
import { afterAll, expect, test } from "vitest";

const { url } = await testDatabase();
const proxy = await tcpProxy(url);
// What it wrote is numbered by another, so that nothing is on the wire but what is counted.
const store = postgres({ url: proxy.url, poolSize: 1, isSequencer: false });
afterAll(async () => {
  await store.close();
  proxy.close();
});

const { model } = readModel(`
model 1
type user
type group { relation member: user | group#member }
type folder {
  relation parent: folder
  relation viewer: user | group#member
  permission view = viewer + parent->view
}
type doc {
  relation folder: folder
  relation editor: user | group#member
  permission view = editor + folder->view
}`);

/** The store, read in that way, noting how many batches each read had. */
function watched(inner: PostgresStore, batches: number[], consistency?: Consistency): Store {
  const read: Store["read"] = (start) =>
    inner.read(
      function* () {
        batches.push(0);
        const plan = start();
        let step = plan.next();
        while (step.done !== true) {
          batches[batches.length - 1] = (batches.at(-1) ?? 0) + 1;
          step = plan.next(yield step.value);
        }
        return step.value;
      },
      consistency === undefined ? {} : { consistency },
    );
  return new Proxy<Store>(inner, {
    get: (target, name) => {
      const value: unknown = name === "read" ? read : Reflect.get(target, name);
      return typeof value === "function" ? (value.bind(target) as unknown) : value;
    },
  });
}

/** Journeys that a call took. Called once before, so that the connection has prepared its statements. */
async function journeys(call: () => PromiseLike<unknown>): Promise<number> {
  await call();
  const before = proxy.turns;
  await call();
  return proxy.turns - before;
}

test("a check is a round trip for each batch and one for the end, whatever the depth and width of groups", async () => {
  // Why nothing is collected: that takes journeys of its own, some time after a write.
  const relata = await createRelata({ model, store, history: { automatic: false } });
  const groups = Array.from({ length: 60 }, (_, i) => `group:${i + 1}#member@group:${i}#member`);
  const wide = Array.from({ length: 200 }, (_, i) => `folder:plans#viewer@group:w${i}#member`);
  await relata.write(["group:0#member@user:ann", ...groups, ...wide, "folder:plans#viewer@group:60#member"]);
  const { token } = await relata.write(["doc:a#folder@folder:plans", "doc:b#folder@folder:empty"]);
  await store.log.newest();
  const seen = await store.count({});
  for (const consistency of ["fast", "latest", { atLeast: token }, { atLeast: seen.token }] as const) {
    const batches: number[] = [];
    const reader = await createRelata({ model, store: watched(store, batches, consistency) });
    for (const [doc, expected] of [
      ["doc:a", true],
      ["doc:b", false],
    ] as const) {
      const taken = await journeys(async () => expect(await reader.can("user:ann", "view", doc)).toBe(expected));
      expect(taken).toBe((batches.at(-1) ?? 0) + 1);
      // `doc.view` leads through one arrow, and `folder.view` through the one above it: two, and two more.
      expect(taken).toBeLessThanOrEqual(4);
    }
  }
});

test("an exact state is one round trip more, in which its number is found", async () => {
  const batches: number[] = [];
  const { token } = await store.count({});
  const reader = await createRelata({ model, store: watched(store, batches, { exactly: token }) });
  expect(await journeys(() => reader.can("user:ann", "view", "doc:a"))).toBe((batches.at(-1) ?? 0) + 2);
});

test("a batch takes the round trips of its deepest question, and tuples of a request none of their own", async () => {
  const batches: number[] = [];
  const reader = await createRelata({ model, store: watched(store, batches) });
  const questions = Array.from({ length: 300 }, (_, i) => ({
    subject: i % 2 === 0 ? "user:ann" : "user:bob",
    permission: i % 3 === 0 ? "view" : "editor",
    object: i % 5 === 0 ? "doc:a" : `doc:${i}`,
  }));
  const taken = await journeys(async () => {
    const outcomes = await reader.checkMany(questions);
    expect(outcomes.filter(({ decision }) => decision?.outcome === "allowed")).toHaveLength(10);
  });
  expect(taken).toBe((batches.at(-1) ?? 0) + 1);
  expect(taken).toBeLessThanOrEqual(4);
  const tuples = ["group:0#member@user:new", "group:60#member@user:other"];
  const asked = await journeys(async () =>
    expect(await reader.can("user:new", "view", "doc:a", { tuples })).toBe(true),
  );
  expect(asked).toBeLessThanOrEqual(4);
});

test("a question that a signal may end costs no further round trip, and one that it ended is not answered", async () => {
  const reader = await createRelata({ model, store });
  const ask = (signal?: AbortSignal) => reader.can("user:ann", "view", "doc:a", signal === undefined ? {} : { signal });
  const { signal } = new AbortController();
  expect(await journeys(() => ask(signal))).toBe(await journeys(() => ask()));
  const controller = new AbortController();
  const asked = ask(controller.signal);
  setImmediate(() => controller.abort());
  await expect(asked).rejects.toMatchObject({ code: "aborted" });
  expect(await ask(signal)).toBe(true);
});

const readNothing = () =>
  store.read(function* (): Plan<string> {
    yield* [];
    return "at once";
  });

const readAnEmptyBatch = () =>
  store.read(function* (): Plan<readonly Answer[]> {
    return yield [];
  });

test("a plan that wants nothing takes one round trip, and an empty batch none of its own", async () => {
  expect(await journeys(readNothing)).toBe(1);
  expect(await journeys(readAnEmptyBatch)).toBe(2);
});

async function writeTuples(count: number): Promise<void> {
  const touch = Array.from({ length: count }, (_, i) => ({
    object: { type: "doc", id: `${i}` },
    relation: "editor",
    subject: { type: "user", id: `${Math.random()}` },
  }));
  await store.write({ touch });
}

test("a write of a thousand tuples takes as many statements as a write of one", async () => {
  const one = await journeys(() => writeTuples(1));
  // Begin and lock, a transaction, what ends, what is made, commit.
  expect(one).toBe(5);
  expect(await journeys(() => writeTuples(1_000))).toBe(one);
});

test("numbering is one round trip, whatever the number of writes, and the newest number is known in another", async () => {
  for (const writes of [1, 5]) {
    for (let i = 0; i < writes; i++) await writeTuples(1);
    const before = proxy.turns;
    await store.log.newest();
    // What there is, its numbers, and what there is now; where a second has passed, what is settled is looked for as well.
    expect(proxy.turns - before).toBeLessThanOrEqual(3 + 2);
    expect(await journeys(async () => store.log.newest())).toBe(1);
  }
});

test("without prepared statements the answers are the same", async () => {
  const plain = postgres({ url, prepare: false, poolSize: 1 });
  expect(await plain.contents()).toEqual(await store.contents());
  const relata = await createRelata({ model, store: plain });
  expect(await relata.can("user:ann", "view", "doc:a")).toBe(true);
  await relata.close();
});
