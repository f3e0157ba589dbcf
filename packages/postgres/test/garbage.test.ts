import type { Tuple } from "@relata/model";
import type { Answer, Plan } from "@relata/resolver";
import { postgres, type PostgresStore } from "@relata/postgres";
import { tcpProxy } from "@relata/postgres-server";
import { testDatabase } from "@relata/postgres-server/test-database";
import { formatToken, parseToken, type Collected } from "@relata/store";
import { setTimeout as sleep } from "node:timers/promises";
import { beforeEach, expect, onTestFinished, test } from "vitest";
import { empty } from "./empty.ts";

const { url, client } = await testDatabase();
let store: PostgresStore;

const ALL = { before: Number.MAX_SAFE_INTEGER };

function another(at = url): PostgresStore {
  const made = postgres({ url: at, poolSize: 3, tokenWaitMs: 100 });
  onTestFinished(() => made.close());
  return made;
}

function tuple(id: string, subject = "ann"): Tuple {
  return { object: { type: "doc", id }, relation: "viewer", subject: { type: "user", id: subject } };
}

const objects = { ask: "objects", object: { type: "doc", id: "a" }, relation: "viewer" } as const;

beforeEach(async () => {
  await empty(client);
  lived = 0;
  store = another();
  await store.contents();
});

let lived = 0;

/** Tuples that come and go, a hundred a write, each written with a name and an attribute. */
async function live(writes: number): Promise<void> {
  for (const end = lived + writes; lived < end; lived++) {
    const i = lived;
    await store.write({
      touch: Array.from({ length: 100 }, (_, n) => tuple(`${n}`, `${i}`)),
      delete: Array.from({ length: 100 }, (_, n) => tuple(`${n}`, `${i - 1}`)),
      attributes: [{ object: { type: "doc", id: "a" }, set: { size: i } }],
      idempotencyKey: `write ${i}`,
    });
  }
}

/** What is below the floor and refers to nothing that is kept. */
async function left(): Promise<unknown> {
  const [row] = await client.unsafe(`
    with old as (select * from relata_transactions where number <= (select oldest from relata_database))
    select
      (select count(*)::int from old o join relata_tuples t on t.ended_in = o.id) as tuples,
      (select count(*)::int from old o join relata_attributes t on t.ended_in = o.id) as attributes,
      (select count(*)::int from old o join relata_idempotency t on t.transaction = o.id) as keys,
      (select count(*)::int from old o
        where not exists (select from relata_tuples t where o.id in (t.made_in, t.ended_in))
          and not exists (select from relata_attributes t where o.id in (t.made_in, t.ended_in))
          and not exists (select from relata_models t where t.made_in = o.id)
          and exists (select from old n where n.store = o.store and n.number > o.number)) as transactions`);
  return row;
}

const ended = async () => {
  const rows = await client.unsafe("select 1 from relata_tuples where ended_in is not null");
  return rows.length;
};

const NOTHING = { tuples: 0, attributes: 0, keys: 0, transactions: 0 };

test("a long reader's answers do not change beside a collection, and later readers of the state are refused", async () => {
  await store.write({ touch: [tuple("a")] });
  const { token } = await store.contents();
  await store.write({ touch: [tuple("a", "bob")], delete: [tuple("a")] });
  await live(5);
  let collected: Collected | undefined;
  const { value } = await another().read(
    function* (): Plan<readonly Answer[]> {
      const answers: Answer[] = [];
      for (let last = false; !last;) {
        last = collected !== undefined;
        answers.push(...(yield [objects]));
        if (answers.length === 1) void store.collectGarbage({ ...ALL, batch: 50 }).then((done) => (collected = done));
      }
      return answers;
    },
    { consistency: { exactly: token } },
  );
  expect(collected).toMatchObject({ tuples: 401, idempotencyKeys: 5 });
  expect(value.length).toBeGreaterThan(2);
  expect(new Set(value.map((answer) => JSON.stringify(answer)))).toEqual(
    new Set([JSON.stringify({ tuples: [tuple("a")] })]),
  );
  await expect(store.contents({ consistency: { exactly: token } })).rejects.toMatchObject({ code: "snapshot_expired" });
});

test("no transaction of a collection deletes more than a batch, and nothing is left below the floor", async () => {
  await live(12);
  await client.unsafe(`
    create table deletions (transaction xid8, of text, count int);
    create function note() returns trigger language plpgsql as $$ begin
      insert into deletions select pg_current_xact_id(), tg_table_name, count(*) from gone; return null;
    end $$`);
  const tables = ["tuples", "attributes", "transactions", "idempotency"].map((name) => `relata_${name}`);
  for (const table of tables) {
    await client.unsafe(`create trigger note after delete on ${table}
      referencing old table as gone for each statement execute function note()`);
  }
  onTestFinished(async () => {
    await client.unsafe("drop function note cascade; drop table deletions");
  });
  expect(await store.collectGarbage({ ...ALL, batch: 64 })).toEqual({
    tuples: 1_100,
    attributes: 11,
    transactions: 11,
    idempotencyKeys: 12,
    oldest: 12,
  });
  expect(await left()).toEqual(NOTHING);
  const most = await client.unsafe<{ rows: number }[]>(`
    select sum(count)::int as rows from deletions where of in ('relata_tuples', 'relata_attributes')
    group by transaction order by 1 desc limit 1`);
  expect([...most]).toEqual([{ rows: 64 }]);
  const more = await client.unsafe<{ count: number }[]>("select max(count) as count from deletions");
  expect([...more]).toEqual([{ count: 64 }]);
});

test("a writer goes on beside a collection, and waits for none of its batches for long", async () => {
  await live(30);
  const waits: number[] = [];
  const began = performance.now();
  const until = store.collectGarbage({ ...ALL, batch: 100 });
  const over = new AbortController();
  void until.finally(() => over.abort());
  const writer = another();
  for (let i = 0; !over.signal.aborted; i++) {
    const start = performance.now();
    // With preconditions it waits for every other write, and they for it.
    const preconditions = [{ must: "match", filter: { object: { type: "doc" } } }] as const;
    await writer.write({ touch: [tuple("a", `${i}`)], ...(i % 2 === 0 && { preconditions }) });
    waits.push(performance.now() - start);
  }
  expect(await until).toMatchObject({ tuples: 2_900, oldest: expect.any(Number) as number });
  expect(waits.length).toBeGreaterThan(3);
  // The whole takes about thirty batches. Why not a number of milliseconds: a busy machine stops everybody now and then.
  expect(Math.max(...waits)).toBeLessThan((performance.now() - began) / 2);
  expect(await left()).toEqual(NOTHING);
});

test("collections at once leave the work to one another, and together collect all of it once", async () => {
  await live(20);
  const outcomes = await Promise.all(
    [store, another(), another()].map((one) => one.collectGarbage({ ...ALL, batch: 50 })),
  );
  const sum = (of: (one: Collected) => number) => outcomes.reduce((total, one) => total + of(one), 0);
  expect([sum(({ tuples }) => tuples), sum(({ idempotencyKeys: keys }) => keys)]).toEqual([1_900, 20]);
  expect(await left()).toEqual(NOTHING);
});

test("a collection that is cut off is taken up by the next one where it stopped", async () => {
  await live(30);
  const proxy = await tcpProxy(url);
  onTestFinished(() => proxy.close());
  const broken = another(proxy.url);
  await broken.contents();
  const cut = broken.collectGarbage({ ...ALL, batch: 20 });
  const total = await ended();
  while ((await ended()) === total) await sleep(1);
  proxy.cut();
  await expect(cut).rejects.toMatchObject({ code: "store_unavailable" });
  const remaining = await ended();
  expect(remaining).toBeGreaterThan(0);
  // The server may take a moment to notice, and the work is the other's until then.
  await expect.poll(async () => (await store.collectGarbage(ALL)) && left()).toEqual(NOTHING);
});

test("a write under way since before keeps what came after it from being taken for older, until it ends", async () => {
  await live(2);
  const application = await client.reserve();
  onTestFinished(async () => {
    await application.unsafe("rollback");
    application.release();
  });
  await application.unsafe("begin");
  const [row] = await application.unsafe<{ id: string }[]>(
    "insert into relata_transactions (store, at) values ('main', 0) returning id",
  );
  await live(3);
  await sleep(2);
  await store.write({});
  const [last] = await client.unsafe<{ at: string }[]>("select max(at) as at from relata_transactions");
  const { oldest, transactions } = await store.collectGarbage({ before: Number(last?.at) });
  expect(oldest).toBe(5);
  expect(transactions).toBeLessThanOrEqual(1);
  const storeId = parseToken((await store.contents()).token).storeId;
  const token = formatToken({ storeId, transactions: [Number(row?.id)] });
  await expect(store.contents({ consistency: { atLeast: token } })).rejects.toMatchObject({
    code: "token_not_reached",
  });
  await application.unsafe("commit");
  await store.contents({ consistency: { atLeast: token } });
  await store.collectGarbage(ALL);
  expect(await left()).toEqual(NOTHING);
  await store.contents({ consistency: { atLeast: token } });
});

test("of a quiet store the newest state can be read, however much its neighbours have forgotten", async () => {
  const quiet = store.stores.open("quiet");
  await quiet.write({ touch: [tuple("a")] });
  const { token } = await quiet.write({});
  await live(3);
  expect(await store.collectGarbage(ALL)).toMatchObject({ oldest: 5 });
  expect((await quiet.contents({ consistency: { exactly: token } })).tuples).toEqual([tuple("a")]);
  const { next } = await quiet.tuples({}, { limit: 1 });
  expect(next).toBeUndefined();
  await quiet.write({ touch: [tuple("b")] });
  await store.collectGarbage(ALL);
  await expect(quiet.contents({ consistency: { exactly: token } })).rejects.toMatchObject({ code: "snapshot_expired" });
});
