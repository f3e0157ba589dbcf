import { setTimeout as sleep } from "node:timers/promises";
import type { Tuple } from "@relata/model";
import { testDatabase } from "@relata/postgres-server/test-database";
import { formatToken, parseToken, type ConsistencyToken } from "@relata/store";
import { expect, test } from "vitest";
import { processOn } from "./engine-on.ts";

const { url, client } = await testDatabase();
const { store } = processOn({ url, tokenWaitMs: 1_000 });
/** Writes, and leaves to others to number what it wrote. */
const halted = processOn({ url, isSequencer: false, poolSize: 1 });

const viewer = (id: string, of = "a"): Tuple => ({
  object: { type: "doc", id: of },
  relation: "viewer",
  subject: { type: "user", id },
});

/** Who may view, in canonical order. */
const namesOf = ({ tuples }: { readonly tuples: readonly Tuple[] }) => tuples.map(({ subject }) => subject.id);

/** The token of a transaction that is under way on another connection, as the application would hold one open. */
async function underWay(end: "commit" | "rollback", heldMs: number): Promise<ConsistencyToken> {
  const { storeId } = parseToken((await store.count({})).token);
  return new Promise((resolve, reject) => {
    const undo = new Error("undo");
    client
      .begin(async (tx) => {
        const [row] = await tx`insert into relata_transactions (store, at) values ('main', 0) returning id`;
        resolve(formatToken({ storeId, transactions: [Number(row?.["id"])] }));
        await sleep(heldMs);
        if (end === "rollback") throw undo;
      })
      .catch((error: unknown) => error === undo || reject(error as Error));
  });
}

test("what has no number yet is named by the tokens of those who saw it, and its state is theirs", async () => {
  await store.write({ touch: [viewer("ann")] });
  // The sequencer of the one process is at rest from here on.
  await store.log.newest();
  const { token } = await halted.store.write({ touch: [viewer("bob")] });
  const seen = await halted.store.contents();
  expect(parseToken(seen.token).transactions).toEqual(parseToken(token).transactions);
  await halted.store.write({ touch: [viewer("cyd")] });
  expect(namesOf(await store.contents({ consistency: { exactly: seen.token } }))).toEqual(["ann", "bob"]);
  expect(namesOf(await store.contents({ consistency: { exactly: token } }))).toEqual(["ann", "bob"]);
  expect(namesOf(await store.contents({ consistency: { atLeast: seen.token } }))).toEqual(["ann", "bob", "cyd"]);
});

test("a read that saw more than can be named has a short token all the same, which holds all of it", async () => {
  const users = Array.from({ length: 40 }, (_, i) => `u${String(i).padStart(2, "0")}`);
  for (const id of users) await halted.store.write({ touch: [viewer(id, "many")] });
  const seen = await halted.store.contents();
  expect(seen.token.length).toBeLessThan(40);
  await halted.store.write({ delete: users.map((id) => viewer(id, "many")) });
  const exact = await store.contents({ consistency: { exactly: seen.token } });
  expect(namesOf(exact)).toEqual(expect.arrayContaining(users));
  // Its one connection was free to number: the read had given it back.
});

test("a transaction that is about to commit is waited for", async () => {
  const token = await underWay("commit", 150);
  const started = performance.now();
  await store.contents({ consistency: { atLeast: token } });
  expect(performance.now() - started).toBeGreaterThan(100);
  expect(await store.log.numberOf(token)).toBe(await store.log.newest());
});

test("one that is rolled back ends in an error that says so, and in no answer", async () => {
  const token = await underWay("rollback", 0);
  for (const consistency of [{ atLeast: token }, { exactly: token }]) {
    const reading = store.contents({ consistency });
    await expect(reading).rejects.toMatchObject({
      code: "token_not_reached",
      message: /1000 ms: its write was rolled/,
    });
  }
  await expect(store.tuples({}, { limit: 1, consistency: { atLeast: token } })).rejects.toMatchObject({
    code: "token_not_reached",
  });
});

test("a plan is begun anew where its first batch met a snapshot without what was asked for, and its answers are not mixed", async () => {
  const token = await underWay("commit", 100);
  const steps: string[] = [];
  await store.read(
    function* () {
      steps.push("begun");
      const answers = yield [{ ask: "objects", object: { type: "doc", id: "a" }, relation: "viewer" }];
      steps.push(`answered ${answers.length}`);
    },
    { consistency: { atLeast: token } },
  );
  expect(steps.filter((step) => step !== "begun")).toEqual(["answered 1"]);
  expect(steps.length).toBeGreaterThan(2);
});

test("the first page is of a state that holds what was committed before it, also what had no number", async () => {
  await halted.store.write({ touch: [viewer("dan", "paged"), viewer("eve", "paged")] });
  const filter = { object: { type: "doc", id: "paged" } };
  const first = await store.tuples(filter, { limit: 1 });
  expect(namesOf(first)).toEqual(["dan"]);
  await store.write({ delete: [viewer("eve", "paged")] });
  const second = await halted.store.tuples(filter, { limit: 1, ...(first.next && { after: first.next }) });
  expect([namesOf(second), second.next]).toEqual([["eve"], undefined]);
  expect(await store.log.numberOf(second.token)).toBe(await store.log.numberOf(first.token));
});

test.each([true, false])(
  "the name of a store is only a name, whatever the server makes of backslashes (prepare: %s)",
  async (prepare) => {
    await client.unsafe(`alter database "${new URL(url).pathname.slice(1)}" set standard_conforming_strings = off`);
    const names = [`\\'; drop table relata_tuples; --${prepare}`, `a\\${prepare}`, `'' or '' = ''${prepare}`];
    for (const name of names) {
      const tenant = processOn({ url, poolSize: 1, prepare }, name).store;
      const { token } = await tenant.write({ touch: [viewer("ann")] });
      for (const consistency of ["fast", "latest", { atLeast: token }, { exactly: token }] as const) {
        expect(namesOf(await tenant.contents({ consistency }))).toEqual(["ann"]);
      }
      await expect(store.contents({ consistency: { atLeast: token } })).rejects.toMatchObject({
        code: "invalid_consistency_token",
      });
    }
  },
);
