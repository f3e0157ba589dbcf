import type { Tuple } from "@relata/model";
import { postgres, type PostgresStore } from "@relata/postgres";
import { startServer } from "@relata/postgres-server";
import { logAsContents } from "@relata/store/conformance";
import postgresJs, { type Sql, type TransactionSql } from "postgres";
import { afterAll, beforeEach, expect, test } from "vitest";
import { codesOf } from "./codes-of.ts";

// It says in its log which statements a deadlock or a serialization failure has ended: so attempts can be counted.
const server = await startServer({ settings: { deadlock_timeout: "20ms" } });
const client: Sql = postgresJs(server.url, { max: 2, onnotice: () => undefined });
const store: PostgresStore = postgres({ url: server.url, poolSize: 4, statementTimeoutMs: 5_000 });
afterAll(async () => {
  await store.close();
  await client.end();
  await server.stop();
}, 30_000);

const owner = (id: string): Tuple => ({
  object: { type: "doc", id },
  relation: "owner",
  subject: { type: "user", id: "ann" },
});
const [a, b] = [owner("a"), owner("b")];

beforeEach(async () => {
  await store.stores.delete("main");
  await store.write({ touch: [a, b] });
});

/** How often the server has ended a statement with that. */
const count = (text: string): number => server.log.split(text).length - 1;
const SERIALIZATION = "could not serialize access";
const DEADLOCK = "deadlock detected";

/** Looked for outside of any transaction, which would go on seeing the connections that were there at its first look. */
const blocked = () =>
  client`select 1 from pg_stat_activity where application_name = 'relata' and wait_event_type = 'Lock'`;

async function waiting(): Promise<void> {
  await expect.poll(blocked, { timeout: 5_000, interval: 5 }).not.toHaveLength(0);
}

const lockRow = (tx: TransactionSql, id: string) =>
  tx`update relata_tuples set policy = policy where object_id = ${id} and ended_in is null`;

test("a row that another changes under a write is a serialization failure: it is tried again, and succeeds", async () => {
  const before = count(SERIALIZATION);
  const write = await client.begin(async (tx) => {
    await lockRow(tx, "a");
    const pending = Promise.resolve(store.write({ delete: [a] }));
    await waiting();
    return { pending };
  });
  expect(await write.pending).toMatchObject({ deleted: 1 });
  expect(count(SERIALIZATION)).toBe(before + 1);
  expect((await store.contents()).tuples).toEqual([b]);
});

test("a deadlock with a client that locks in the opposite order ends, and the write is done", async () => {
  const before = count(DEADLOCK);
  const pending: Promise<unknown>[] = [];
  const theirs = client.begin(async (tx) => {
    await lockRow(tx, "b");
    // It has the row of `a` by now, and waits for that of `b`.
    pending.push(store.write({ delete: [a, b] }));
    await waiting();
    await lockRow(tx, "a");
  });
  // The server ends one of both, and which one is its own choice: the write is then tried again.
  await theirs.catch(() => undefined);
  expect(await Promise.all(pending)).toMatchObject([{ deleted: 2 }]);
  expect(count(DEADLOCK)).toBe(before + 1);
  expect((await store.contents()).tuples).toEqual([]);
});

test("a write that always meets another gives up after six attempts, with a code, and leaves nothing", async () => {
  await client.unsafe(`
    create table attempts (at timestamptz);
    create sequence attempted;
    create function refuse() returns trigger language plpgsql as $$
    begin
      perform nextval('attempted');
      raise exception 'could not serialize access, says the test' using errcode = '40001';
    end $$;
    create trigger refuse before insert on relata_tuples for each row when (new.object_id = 'never') execute function refuse()`);
  const started = performance.now();
  const failed = await Promise.resolve(store.write({ touch: [owner("c"), owner("never")] })).catch(
    (error: unknown) => error,
  );
  expect(codesOf([failed])).toEqual(["store_unavailable"]);
  expect(performance.now() - started).toBeLessThan(10_000);
  expect(await client`select last_value::int as tries from attempted`).toEqual([{ tries: 6 }]);
  expect((await store.contents()).tuples).toEqual([a, b]);
  await logAsContents(store);
  await client.unsafe("drop trigger refuse on relata_tuples");
  expect(await store.write({ touch: [owner("c"), owner("never")] })).toMatchObject({ written: 2 });
});

test("many who replace and end the same tuples at once all come to an end, and the log is one story", async () => {
  const keys = Array.from({ length: 6 }, (_, n) => owner(`hot ${n}`));
  const outcomes = await Promise.allSettled(
    Array.from({ length: 48 }, async (_, n) => {
      const mine = n % 2 === 0 ? keys : keys.toReversed();
      return n % 3 === 0
        ? store.write({ delete: mine })
        : store.write({ touch: mine.map((key) => ({ ...key, policy: { name: `p${n}`, parameters: {} } })) });
    }),
  );
  const failed = outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason as unknown] : []));
  expect(codesOf(failed).filter((code) => code !== "store_unavailable")).toEqual([]);
  const log = await logAsContents(store);
  expect(log).toHaveLength(1 + outcomes.length - failed.length);
  // From the third attempt on a write is alone: none of so few loses every time.
  expect(failed).toEqual([]);
});

test("locks on whole tables, taken in the opposite order, end in a write that is done", async () => {
  const pending: Promise<unknown>[] = [];
  const theirs = client.begin(async (tx) => {
    await tx`lock table relata_tuples in access exclusive mode`;
    pending.push(store.write({ delete: [a] }));
    await waiting();
    await tx`lock table relata_database in access exclusive mode`;
  });
  await theirs.catch(() => undefined);
  expect(await Promise.all(pending)).toMatchObject([{ deleted: 1 }]);
  expect((await store.contents()).tuples).toEqual([b]);
});
