import { existsSync, statSync } from "node:fs";
import { chmod, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { POSTGRES_VERSIONS, startServer, type PostgresServer } from "@relata/postgres-server";
import { expect, onTestFinished, test } from "vitest";
import { asking } from "./asking.ts";

async function start(...options: Parameters<typeof startServer>): Promise<PostgresServer> {
  const server = await startServer(...options);
  onTestFinished(() => server.stop());
  return server;
}

/** Resolves when one of the server's clients waits in `pg_sleep`. */
async function untilAsleep({ url }: PostgresServer): Promise<void> {
  const asleep = "select from pg_stat_activity where wait_event = 'PgSleep'";
  while ((await asking(url, asleep)).length === 0);
}

test.each(POSTGRES_VERSIONS)("a server of version %i starts, on the loopback alone", async (version) => {
  const since = performance.now();
  const server = await start({ version });
  console.log(`version ${version} started in ${Math.round(performance.now() - since)} ms`);
  const [row] = await asking(server.url, "select current_setting('server_version_num')::int / 10000 as major");
  expect(row).toEqual({ major: version });
  expect(await asking(server.url, "show listen_addresses")).toEqual([{ listen_addresses: "127.0.0.1" }]);
});

test("it runs with the settings that were given, and not as root", async () => {
  const server = await start({ settings: { deadlock_timeout: "123ms", autovacuum: false, work_mem: 128 } });
  for (const [name, value] of Object.entries({ deadlock_timeout: "123ms", autovacuum: "off", work_mem: "128kB" })) {
    expect(await asking(server.url, `show ${name}`)).toEqual([{ [name]: value }]);
  }
  expect(statSync(join(server.dataDir, "postmaster.pid")).uid).not.toBe(0);
});

test("what was acknowledged survives a crash, what was not committed does not, and the URL stays", async () => {
  const server = await start();
  await asking(server.url, "create table notes (note text)");
  await asking(server.url, "insert into notes values ('acknowledged')");
  const half = asking(server.url, "begin; insert into notes values ('half'); select pg_sleep(60); commit");
  const outcome = half.catch((error: unknown) => error);
  await untilAsleep(server);
  await server.kill();
  expect(await outcome).toMatchObject({ code: "CONNECTION_CLOSED" });
  expect(server.isRunning).toBe(false);
  await expect(asking(server.url, "select 1")).rejects.toMatchObject({ code: "ECONNREFUSED" });
  await server.start();
  expect(server.log).toContain("automatic recovery in progress");
  expect(await asking(server.url, "select note from notes")).toEqual([{ note: "acknowledged" }]);
  await server.crash();
  expect(await asking(server.url, "select note from notes")).toEqual([{ note: "acknowledged" }]);
});

test("a restart is in order: clients are told why they are disconnected, and nothing has to be recovered", async () => {
  const server = await start();
  const outcome = asking(server.url, "select pg_sleep(60)").catch((error: unknown) => error);
  await untilAsleep(server);
  await server.restart();
  // The driver keeps to itself what it was told.
  expect(await outcome).toMatchObject({ code: "CONNECTION_CLOSED" });
  expect(server.log).toContain("terminating connection due to administrator command");
  expect(server.log).not.toContain("automatic recovery");
  expect(await asking(server.url, "select 1 as one")).toEqual([{ one: 1 }]);
});

test("a server that was stopped, killed or not, leaves neither a process nor a folder", async () => {
  for (const isKilled of [false, true]) {
    const server = await start();
    if (isKilled) await server.kill();
    await server.stop();
    await server.stop();
    expect(server.isRunning).toBe(false);
    expect(existsSync(dirname(server.dataDir))).toBe(false);
  }
});

test("a folder that was given stays, and another server goes on with what is in it", async () => {
  const folder = await mkdtemp(join(tmpdir(), "relata-given-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  // For whom the server runs as, too.
  await chmod(folder, 0o755);
  const dataDir = join(folder, "data");
  const first = await start({ version: 17, dataDir });
  await asking(first.url, "create table notes as select 'kept' as note");
  await first.stop();
  const second = await start({ version: 17, dataDir });
  expect(await asking(second.url, "select note from notes")).toEqual([{ note: "kept" }]);
});

const folders = async () => (await readdir(tmpdir())).filter((name) => name.startsWith("relata-postgres-")).sort();

test("a server that cannot start says why, and leaves no folder", async () => {
  const before = await folders();
  await expect(startServer({ settings: { max_connections: "many" } })).rejects.toThrow(/invalid value .*"many"/);
  expect((await folders()).filter((name) => !before.includes(name))).toEqual([]);
});
