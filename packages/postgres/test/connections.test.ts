import { setTimeout as sleep } from "node:timers/promises";
import { tcpProxy } from "@relata/postgres-server";
import { testDatabase } from "@relata/postgres-server/test-database";
import { sql } from "drizzle-orm";
import { afterAll, expect, test } from "vitest";
import { Connections } from "../src/connections.ts";

const { url, client } = await testDatabase();
const proxy = await tcpProxy(url);
const connections = new Connections({
  url: proxy.url,
  poolSize: 1,
  prepare: true,
  poolTimeoutMs: 5_000,
  connectTimeoutMs: 5_000,
  statementTimeoutMs: 5_000,
});
afterAll(async () => {
  await connections.close();
  proxy.close();
});

const one = sql`select 1 as one`;

test("a session whose connection was cut sends nothing more, and the next has a new one", async () => {
  await client.unsafe("create table notes (note text)");
  const begun = connections.use(async (session) => {
    await session.script(sql`begin`);
    proxy.cut();
    // Long enough for the driver to know, and to be ready to connect anew.
    await sleep(50);
    await session.rows(sql`insert into notes values ('outside any transaction')`);
  });
  await expect(begun).rejects.toMatchObject({ name: "DatabaseError", code: "CONNECTION_CLOSED", isFatal: true });
  expect(await connections.use((session) => session.rows(one))).toEqual([{ one: 1 }]);
  expect(await client.unsafe("select * from notes")).toHaveLength(0);
});

test("what the server says of a statement leaves the connection to the next", async () => {
  const pid = () => connections.use((session) => session.rows<{ pid: number }>(sql`select pg_backend_pid() as pid`));
  const before = await pid();
  const failing = connections.use((session) => session.rows(sql`select nonsense`));
  await expect(failing).rejects.toMatchObject({ code: "42703", isFatal: false });
  expect(await pid()).toEqual(before);
});

test("a pool says how busy it is", async () => {
  const free = { busy: 0, free: 1, waiting: 0 };
  expect(connections.load).toEqual(free);
  const held = connections.use(async (session) => {
    const next = connections.use(() => Promise.resolve(connections.load));
    expect(connections.load).toEqual({ busy: 1, free: 0, waiting: 1 });
    await session.rows(one);
    return { next };
  });
  expect(await (await held).next).toEqual({ busy: 1, free: 0, waiting: 0 });
  expect(connections.load).toEqual(free);
});

test("whoever waits is served in turn, and closing waits for what is under way and refuses the rest", async () => {
  const order: number[] = [];
  const all = [1, 2, 3].map((n) =>
    connections.use(async (session) => {
      await session.rows(one);
      order.push(n);
    }),
  );
  await Promise.all(all);
  expect(order).toEqual([1, 2, 3]);
  const slow = connections.use((session) => session.rows(sql`select 1 as slow from pg_sleep(0.05)`));
  const waiting = connections.use((session) => session.rows(one));
  const closing = connections.close();
  await expect(waiting).rejects.toMatchObject({ code: "closed" });
  expect(await slow).toEqual([{ slow: 1 }]);
  await closing;
  await expect(connections.use((session) => session.rows(one))).rejects.toMatchObject({ code: "closed" });
});
