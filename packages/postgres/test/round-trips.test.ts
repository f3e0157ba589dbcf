import { createRelata, readModel } from "@relata/core";
import type { Answer, Plan } from "@relata/resolver";
import { postgres, type PostgresStore } from "@relata/postgres";
import { tcpProxy } from "@relata/postgres-server";
import { testDatabase } from "@relata/postgres-server/test-database";
import type { Store } from "@relata/store";
import { afterAll, expect, test } from "vitest";

const { url } = await testDatabase();
const proxy = await tcpProxy(url);
const store = postgres({ url: proxy.url, poolSize: 1 });
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

/** The store, noting how many batches each read had. */
function watched(inner: PostgresStore, batches: number[]): Store {
  return {
    models: inner.models,
    read: (start) =>
      inner.read(function* () {
        batches.push(0);
        const plan = start();
        let step = plan.next();
        while (step.done !== true) {
          batches[batches.length - 1] = (batches.at(-1) ?? 0) + 1;
          step = plan.next(yield step.value);
        }
        return step.value;
      }),
    write: (changes) => inner.write(changes),
    contents: () => inner.contents(),
    close: () => inner.close(),
  };
}

/** Journeys that a call took. Called once before, so that the connection has prepared its statements. */
async function journeys(call: () => PromiseLike<unknown>): Promise<number> {
  await call();
  const before = proxy.turns;
  await call();
  return proxy.turns - before;
}

test("a check is a round trip for each batch and one for the end, whatever the depth and width of groups", async () => {
  const batches: number[] = [];
  const relata = await createRelata({ model, store: watched(store, batches) });
  const groups = Array.from({ length: 60 }, (_, i) => `group:${i + 1}#member@group:${i}#member`);
  const wide = Array.from({ length: 200 }, (_, i) => `folder:plans#viewer@group:w${i}#member`);
  await relata.write(["group:0#member@user:ann", ...groups, ...wide, "folder:plans#viewer@group:60#member"]);
  await relata.write(["doc:a#folder@folder:plans", "doc:b#folder@folder:empty"]);
  for (const [doc, expected] of [
    ["doc:a", true],
    ["doc:b", false],
  ] as const) {
    const taken = await journeys(async () => expect(await relata.can("user:ann", "view", doc)).toBe(expected));
    expect(taken).toBe((batches.at(-1) ?? 0) + 1);
    // `doc.view` leads through one arrow, and `folder.view` through the one above it: two, and two more.
    expect(taken).toBeLessThanOrEqual(4);
  }
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
  // The sequencer has the one connection next: what waits behind it comes when it is done.
  await readNothing();
}

test("a write of a thousand tuples takes as many statements as a write of one", async () => {
  const one = await journeys(() => writeTuples(1));
  // Begin and lock, a transaction, what ends, what is made, commit; three of the sequencer, and the read after it.
  expect(one).toBe(5 + 3 + 1);
  expect(await journeys(() => writeTuples(1_000))).toBe(one);
});

test("without prepared statements the answers are the same", async () => {
  const plain = postgres({ url, prepare: false, poolSize: 1 });
  expect(await plain.contents()).toEqual(await store.contents());
  const relata = await createRelata({ model, store: plain });
  expect(await relata.can("user:ann", "view", "doc:a")).toBe(true);
  await relata.close();
});
