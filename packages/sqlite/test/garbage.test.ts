import { join } from "node:path";
import Database from "better-sqlite3";
import { parseInstant, type Instant, type Tuple } from "@relata/model";
import { sqlite } from "@relata/sqlite";
import type { ConsistencyToken } from "@relata/store";
import { expect, test } from "vitest";
import { temporaryFolder } from "./temporary-folder.ts";

const folder = temporaryFolder();
let files = 0;

const viewer = (id: string): Tuple => ({
  object: { type: "doc", id },
  relation: "viewer",
  subject: { type: "user", id: "ann" },
});

/** A store whose clock stands still until it is set, and its file. */
function opened() {
  const path = join(folder, `${files++}.db`);
  const clock = { now: 0 };
  return { path, clock, store: sqlite(path, { clock: () => clock.now }) };
}

function count(path: string): object {
  const client = new Database(path, { readonly: true });
  const rows = (table: string) => client.prepare(`select count(*) from relata_${table}`).pluck().get();
  const counts = Object.fromEntries(["tuples", "attributes", "transactions", "idempotency"].map((t) => [t, rows(t)]));
  client.close();
  return counts;
}

test("rows that ended, keys and transactions that nothing names are deleted; what is live keeps its own", async () => {
  const { path, clock, store } = opened();
  for (let i = 0; i < 10; i++) {
    clock.now = i;
    await store.write({
      touch: [viewer(`${i}`)],
      delete: i % 2 === 1 ? [viewer(`${i - 1}`)] : [],
      attributes: [{ object: { type: "doc", id: "a" }, set: { size: i } }],
      idempotencyKey: `${i}`,
    });
  }
  expect(count(path)).toEqual({ tuples: 10, attributes: 10, transactions: 10, idempotency: 10 });
  // Numbers 1 to 6 were written before 6: the sixth is the oldest state that stays.
  expect(await store.collectGarbage({ before: 6, batch: 2 })).toEqual({
    tuples: 3,
    attributes: 5,
    transactions: 3,
    idempotencyKeys: 6,
    oldest: 6,
  });
  expect(count(path)).toEqual({ tuples: 7, attributes: 5, transactions: 7, idempotency: 4 });
  expect(await store.collectGarbage({ before: 6 })).toMatchObject({ tuples: 0, transactions: 0, oldest: 6 });
  store.close();
});

test("what a collection leaves does not depend on how often one is made, nor on the size of its batches", async () => {
  const left = await Promise.all(
    [[100], [100, 7], [1, 2, 3, 4, 5, 6, 7, 8, 9, 100]].map(async (moments, i) => {
      const { path, clock, store } = opened();
      const tenant = store.stores.open("tenant");
      for (let now = 0; now < 30; now++) {
        clock.now = now;
        const id = `${now % 4}`;
        await (now % 3 === 0 ? tenant : store).write(
          now % 5 === 0 ? { delete: [viewer(id)] } : { touch: [viewer(id)] },
        );
        if (moments.includes(now)) await store.collectGarbage({ before: now, batch: i + 1 });
      }
      for (const before of moments) await store.collectGarbage({ before, batch: i + 1 });
      await store.collectGarbage({ before: 100, batch: i + 1 });
      const contents = [await store.contents(), await tenant.contents()].map(({ tuples }) => tuples);
      store.close();
      return { counts: count(path), contents };
    }),
  );
  expect(left[1]).toEqual(left[0]);
  expect(left[2]).toEqual(left[0]);
});

test("no transaction deletes more rows than a batch, and between two of them the event loop goes on", async () => {
  const { path, clock, store } = opened();
  const ids = Array.from({ length: 3_000 }, (_, i) => viewer(`${i}`));
  for (let i = 0; i < 30; i++) await store.write({ touch: ids.slice(i * 100, i * 100 + 100) });
  await store.write({ delete: ids });
  clock.now = 1;
  await store.write({});
  const watching = new Database(path, { readonly: true });
  const rows = watching
    .prepare("select (select count(*) from relata_tuples) + (select count(*) from relata_transactions)")
    .pluck();
  const seen = [Number(rows.get())];
  let isOver = false;
  const look = () => {
    seen.push(Number(rows.get()));
    if (!isOver) setImmediate(look);
  };
  setImmediate(look);
  const collected = await store.collectGarbage({ before: 1, batch: 300 });
  isOver = true;
  const steps = seen.slice(1).map((after, i) => (seen[i] ?? 0) - after);
  expect(Math.max(...steps)).toBeLessThanOrEqual(300);
  expect(steps.filter((deleted) => deleted > 0).length).toBeGreaterThan(10);
  expect(collected).toMatchObject({ tuples: 3_000, transactions: 30 });
  await new Promise((resolve) => setImmediate(resolve));
  watching.close();
  store.close();
});

test("a collection that was broken off is finished by the next, and nobody reads what is half gone", async () => {
  const { path, clock, store } = opened();
  const ids = Array.from({ length: 200 }, (_, i) => viewer(`${i}`));
  const tokens: ConsistencyToken[] = [];
  for (const id of ids) tokens.push((await store.write({ touch: [id] })).token);
  // A window that is over before the state is: as long as its row is there, it could be told of.
  const from = parseInstant("2026-01-01T00:00:00Z") as Instant;
  const windowed = { ...viewer("windowed"), from };
  await store.write({ touch: [windowed] });
  await store.write({ delete: [...ids, windowed] });
  clock.now = 1;
  await store.write({ touch: [viewer("new")] });
  const edges = { after: (from - 1n) as Instant, until: from, limit: 9 };
  expect(await store.log.edges(edges)).toMatchObject([{ edge: "start", endedIn: 202 }]);
  const broken = store.collectGarbage({ before: 1, batch: 9 });
  for (let i = 0; i < 5; i++) await new Promise((resolve) => setImmediate(resolve));
  store.close();
  await expect(broken).rejects.toMatchObject({ code: "closed" });

  const again = sqlite(path, { clock: () => 2 });
  const half = count(path);
  expect(half).not.toMatchObject({ tuples: 202 });
  expect(half).not.toMatchObject({ tuples: 1 });
  for (const token of [tokens[0], tokens.at(-1)]) {
    expect(() => again.contents({ consistency: { exactly: token as ConsistencyToken } })).toThrow(
      expect.objectContaining({ code: "snapshot_expired" }),
    );
  }
  expect(await again.log.edges(edges)).toEqual([]);
  expect(() => again.log.revisions(0, 10)).toThrow(expect.objectContaining({ code: "snapshot_expired" }));
  await again.collectGarbage({ before: 1 });
  // Of the store's writes before, the newest stays.
  expect(count(path)).toMatchObject({ tuples: 1, transactions: 2 });
  again.close();
});

test("two collections at once delete each row once", async () => {
  const { clock, path, store } = opened();
  const other = sqlite(path);
  for (let i = 0; i < 100; i++) await store.write({ touch: [viewer(`${i}`)] });
  await store.deleteMatching({});
  clock.now = 1;
  await store.write({});
  const options = { before: 1, batch: 7 };
  const collected = await Promise.all([store, other, store].map(async (each) => each.collectGarbage(options)));
  expect(collected.reduce((sum, { tuples }) => sum + tuples, 0)).toBe(100);
  expect(collected.reduce((sum, { transactions }) => sum + transactions, 0)).toBe(100);
  for (const each of [store, other]) each.close();
});

test("a store that rests keeps its tokens and its log, whatever its neighbours let go", async () => {
  const { clock, store } = opened();
  const quiet = store.stores.open("quiet");
  const first = await quiet.write({ touch: [viewer("a"), viewer("b")] });
  const last = await quiet.write({ delete: [viewer("a")] });
  for (let i = 1; i <= 50; i++) {
    clock.now = i;
    await store.write({ touch: [viewer(`${i % 3}`)], delete: [viewer(`${(i + 1) % 3}`)] });
  }
  await store.collectGarbage({ before: 50 });
  const exactly = async (token: ConsistencyToken) => quiet.contents({ consistency: { exactly: token } });
  expect(await exactly(last.token)).toMatchObject({ tuples: [viewer("b")], token: last.token });
  await expect(exactly(first.token)).rejects.toMatchObject({ code: "snapshot_expired" });
  expect(await quiet.contents()).toMatchObject({ token: last.token });
  const number = await quiet.log.numberOf(last.token);
  expect(await quiet.log.revisions(number, 10)).toEqual({ revisions: [], isLast: true });
  clock.now = 60;
  await quiet.write({ touch: [viewer("c")] });
  expect(await quiet.log.revisions(number, 10)).toMatchObject({ revisions: [{ changes: [{}] }] });
  store.close();
});

test("where the clock stepped back, numbers stay in order, and nothing goes that is younger than the moment", async () => {
  const { clock, store } = opened();
  const moments = [1_000, 2_000, 500, 600, 3_000, 100, 4_000];
  const tokens: ConsistencyToken[] = [];
  for (const [i, now] of moments.entries()) {
    clock.now = now;
    tokens.push((await store.write({ touch: [viewer("a")], delete: i === 0 ? [] : [viewer(`${i}`)] })).token);
    await store.write({ touch: [viewer(`${i + 1}`)] });
  }
  const page = await store.log.revisions(0, 1_000);
  const numbers = page.revisions.map(({ number }) => number);
  expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
  expect(page.revisions.filter((_, i) => i % 2 === 0).map(({ at }) => at)).toEqual(moments);
  const states = await Promise.all(tokens.map(async (token) => store.contents({ consistency: { exactly: token } })));
  // The writes at 500 and 600 came after one at 2,000, and stay with it.
  expect(await store.collectGarbage({ before: 1_500 })).toMatchObject({ oldest: 2 });
  for (const state of states.slice(1)) {
    expect(await store.contents({ consistency: { exactly: state.token } })).toEqual(state);
  }
  // A moment before the last one does not raise the dead.
  expect(await store.collectGarbage({ before: 200 })).toMatchObject({ oldest: 2, tuples: 0 });
  expect(await store.collectGarbage({ before: 5_000 })).toMatchObject({ oldest: numbers.at(-1) });
  store.close();
});

test.each([0, -1, 1.5, Number.NaN])("a batch of %d rows is refused", async (batch) => {
  const { store } = opened();
  await expect(store.collectGarbage({ before: 1, batch })).rejects.toMatchObject({ code: "invalid_question" });
  store.close();
});
