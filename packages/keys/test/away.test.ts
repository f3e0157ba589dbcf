import type { TransactionSql } from "postgres";
import { tcpProxy } from "@relata/postgres-server";
import { testDatabase } from "@relata/postgres-server/test-database";
import { createRelata } from "@relata/core";
import { postgres } from "@relata/postgres";
import { afterAll, expect, test } from "vitest";
import { createKeys, isRefusal, withSystem, type AuditRow } from "../src/index.ts";
import { postgresKeys, postgresLimiter } from "../src/postgres/index.ts";
import { MODEL, worlds } from "./databases.ts";

const world = worlds();
const { url } = await testDatabase();
const proxy = await tcpProxy(url);

/** A store of keys at the end of a wire that breaks; the engine has another. */
const tables = postgresKeys({ url: proxy.url, poolSize: 2, timeoutMs: 500 });
const limiter = postgresLimiter(tables);
const relata = await createRelata({ model: withSystem(MODEL), store: postgres(url), history: { automatic: false } });
const keys = createKeys({ relata, store: tables });
const { secret } = await keys.create({ name: "k", limits: [{ limit: 1_000, windowSeconds: 60 }] });
afterAll(async () => {
  await relata.close();
  await tables.close();
  proxy.close();
});

const LIMITS = [{ limit: 10, windowSeconds: 60 }];
/** More at once than there are connections. */
const asked = () => {
  const times = Array.from({ length: 4 }, (_, n) => n);
  return [
    ...times.map((): Promise<unknown> => keys.verify(secret)),
    ...times.map(async (n) => limiter.take(`failed:${n}`, LIMITS, 0)),
  ];
};

/** What became of each. */
async function said(): Promise<ReadonlySet<string>> {
  const all = await Promise.allSettled(asked());
  return new Set(all.map((one) => (one.status === "fulfilled" ? nameOf(one.value) : String(codeOf(one.reason)))));
}

const nameOf = (answer: unknown) => (isRefusal(answer) ? answer.code : "answered");
const codeOf = (error: unknown) => (error as { readonly code?: string } | undefined)?.code;

const ANSWERED = new Set(["answered"]);
const UNAVAILABLE = new Set(["store_unavailable"]);

test("while nobody listens, keys and counts of limits fail as the store does, and are there again at once", async () => {
  expect(await said()).toEqual(ANSWERED);
  proxy.refuse();
  proxy.cut();
  // Often enough for a driver that waits longer and longer to wait for long.
  for (let n = 0; n < 10; n++) expect(await said()).toEqual(UNAVAILABLE);
  await proxy.resume();
  expect(await said()).toEqual(ANSWERED);
});

test("where nothing is heard, they fail in time, and are there again on connections of their own", async () => {
  expect(await said()).toEqual(ANSWERED);
  proxy.stall();
  expect(await said()).toEqual(UNAVAILABLE);
  expect(await said()).toEqual(UNAVAILABLE);
  await proxy.resume();
  expect(await said()).toEqual(ANSWERED);
});

test("a transaction whose connection is cut fails, and what it had still to say is said nowhere", async () => {
  const told = {
    "the end": async () => proxy.cut(),
    "a statement": async (tx: TransactionSql) => {
      proxy.cut();
      await new Promise((resolve) => setTimeout(resolve, 50));
      await tx.unsafe("select 1");
    },
    "a savepoint": async (tx: TransactionSql) => {
      await tx.savepoint(async (inner) => {
        setTimeout(() => proxy.cut(), 50);
        await inner.unsafe("select pg_sleep(10)");
      });
    },
    "that nothing of it is to be": async (tx: TransactionSql) => {
      setTimeout(() => proxy.cut(), 50);
      await tx.unsafe("select pg_sleep(10)");
    },
  };
  for (const [still, say] of Object.entries(told)) {
    const failed = await tables.commit([], [attempt(0)], say).catch(codeOf);
    expect([still, failed]).toEqual([still, "store_unavailable"]);
    expect(nameOf(await keys.verify(secret))).toBe("answered");
  }
});

/** Connections of whoever is closed below. */
async function open(): Promise<number> {
  const [row] = await tables.query(
    "select count(*)::int n from pg_stat_activity where application_name = 'closing'",
    [],
  );
  return Number(row?.["n"]);
}

test("who closes waits for what is under way, and leaves no connection", async () => {
  const closing = postgresKeys({ url: `${url}?application_name=closing`, poolSize: 2 });
  const slow = ["a", "b", "c"].map((name) => closing.query("select $1::text as name, pg_sleep(0.3)", [name]));
  while ((await open()) < 2);
  await closing.close();
  expect((await Promise.all(slow)).map(([row]) => String(row?.["name"]))).toEqual(["a", "b", "c"]);
  await expect(closing.query("select 1", [])).rejects.toMatchObject({ code: "store_unavailable" });
  while ((await open()) > 0);
});

function attempt(n: number): AuditRow {
  return { at: n, event: "attempt", outcome: "allowed", requestId: String(n) };
}

test("what waits while nothing is heard of the store is bounded: the newest stays", async () => {
  const { relata: engine, store } = await world("sqlite");
  let isHeard = false;
  const answers: (() => void)[] = [];
  const noted: AuditRow[] = [];
  const silent = Object.assign(Object.create(store) as typeof store, {
    note: async (_: unknown, rows: readonly AuditRow[]) => {
      if (!isHeard) await new Promise<void>((resolve) => answers.push(resolve));
      noted.push(...rows);
    },
  });
  const behind = createKeys({ relata: engine, store: silent, noteWithinMs: 3_600_000 });
  behind.note(attempt(0));
  const first = behind.flush();
  await new Promise((resolve) => setImmediate(resolve));
  for (let n = 1; n <= 100_000; n++) behind.note(attempt(n));
  isHeard = true;
  for (const answer of answers) answer();
  await first;
  await behind.flush();
  // The first was on its way.
  expect(noted).toHaveLength(10_001);
  expect(noted.at(-1)).toEqual(attempt(100_000));
});
