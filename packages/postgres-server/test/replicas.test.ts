import { startReplica, startServer } from "@relata/postgres-server";
import { afterAll, expect, onTestFinished, test } from "vitest";
import { asking } from "./asking.ts";

const primary = await startServer();
afterAll(() => primary.stop());
await asking(primary.url, "create table numbers (n int primary key)");

const count = async (url: string) => (await asking(url, "select count(*)::int as count from numbers"))[0]?.["count"];

async function replicaOf(server = primary) {
  const since = performance.now();
  const replica = await startReplica(server);
  console.log(`a replica started in ${Math.round(performance.now() - since)} ms`);
  onTestFinished(() => replica.stop());
  return replica;
}

let last = 0;
const write = (many: number) =>
  asking(primary.url, `insert into numbers select generate_series(${last + 1}, ${(last += many)})`);

test("a replica shows what the primary has, then what it writes, and takes no writes itself", async () => {
  await write(10);
  const replica = await replicaOf();
  expect(await count(replica.url)).toBe(10);
  await write(5);
  await replica.caughtUp();
  expect(await count(replica.url)).toBe(15);
  await expect(asking(replica.url, "insert into numbers values (0)")).rejects.toMatchObject({ code: "25006" });
});

test("while its replay is paused it stays where it is, and shows everything once that goes on", async () => {
  const replica = await replicaOf();
  const before = await count(replica.url);
  await replica.pauseReplay();
  await write(100);
  // Received, so that only the replay can be what is missing.
  const [end] = await asking(primary.url, "select pg_current_wal_lsn()::text as lsn");
  const received = `select pg_last_wal_receive_lsn() >= '${end?.["lsn"]}' as all`;
  while ((await asking(replica.url, received))[0]?.["all"] !== true);
  expect(await count(replica.url)).toBe(before);
  await replica.resumeReplay();
  await replica.caughtUp();
  expect(await count(replica.url)).toBe(before + 100);
});

test("a replica that is made while others write lacks nothing", async () => {
  const until = new AbortController();
  const writing = (async () => {
    while (!until.signal.aborted) await write(50);
  })();
  const replica = await replicaOf();
  until.abort();
  await writing;
  await replica.caughtUp();
  expect(await count(replica.url)).toBe(await count(primary.url));
});

test("it follows on after either of them was killed, and promoted it goes its own way", async () => {
  const replica = await replicaOf();
  await primary.crash();
  await write(1);
  await replica.crash();
  await replica.caughtUp();
  expect(await count(replica.url)).toBe(last);
  await replica.promote();
  await asking(replica.url, "insert into numbers values (0)");
  expect(await count(replica.url)).toBe(last + 1);
  expect(await count(primary.url)).toBe(last);
});

test("a replica of version 15 follows a primary of version 15", async () => {
  const server = await startServer({ version: 15 });
  onTestFinished(() => server.stop());
  const replica = await replicaOf(server);
  await asking(server.url, "create table notes as select 'seen' as note");
  await replica.pauseReplay();
  await replica.resumeReplay();
  await replica.caughtUp();
  expect(await asking(replica.url, "select note from notes")).toEqual([{ note: "seen" }]);
});
