import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, statSync } from "node:fs";
import { chmod, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { POSTGRES_VERSIONS, startServer, type PostgresServer } from "@relata/postgres-server";
import { afterAll, expect, onTestFinished, test, vi } from "vitest";
import { processes } from "../src/processes.ts";
import { asking } from "./asking.ts";

const SETTINGS = { deadlock_timeout: "123ms", autovacuum: false, work_mem: 128 };

const servers: PostgresServer[] = [];
afterAll(() => Promise.all(servers.map((server) => server.stop())));

test.each(POSTGRES_VERSIONS)(
  "version %i starts on the loopback alone, as it was told, and not as root",
  async (version) => {
    const since = performance.now();
    const server = await startServer({ version, settings: SETTINGS });
    console.log(`version ${version} started in ${Math.round(performance.now() - since)} ms`);
    servers.push(server);
    const [row] = await asking(server.url, "select current_setting('server_version_num')::int / 10000 as major");
    expect([row, server.version]).toEqual([{ major: version }, version]);
    const shown = { listen_addresses: "127.0.0.1", deadlock_timeout: "123ms", autovacuum: "off", work_mem: "128kB" };
    for (const [name, value] of Object.entries(shown)) {
      expect(await asking(server.url, `show ${name}`)).toEqual([{ [name]: value }]);
    }
    expect(statSync(join(server.dataDir, "postmaster.pid")).uid).not.toBe(0);
  },
);

/** One of those, for a test of its own. */
function serverOf(version: number): PostgresServer {
  const server = servers.find((one) => one.version === version);
  if (server === undefined) throw new Error(`version ${version} has not started`);
  return server;
}

/** Resolves when one of the server's clients waits in `pg_sleep`. */
async function untilAsleep({ url }: PostgresServer): Promise<void> {
  const asleep = "select from pg_stat_activity where wait_event = 'PgSleep'";
  while ((await asking(url, asleep)).length === 0);
}

test("what was acknowledged survives a crash, what was not committed does not, and the URL stays", async () => {
  const server = serverOf(15);
  await asking(server.url, "create table notes as select 'acknowledged' as note");
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

test("a kill ends all of the server's processes, also one that works", async () => {
  const server = serverOf(16);
  const working = asking(server.url, "select count(*) from generate_series(1, 1000000000)").catch(() => "ended");
  while ((await asking(server.url, "select from pg_stat_activity where query like '%1000000000%'")).length < 2);
  const [row] = await asking(server.url, "select array_agg(pid) as pids from pg_stat_activity");
  const pids = row?.["pids"] as number[];
  await server.kill();
  expect(await working).toBe("ended");
  expect(processes().filter(({ pid }) => pids.includes(pid))).toEqual([]);
});

test("a restart is in order: clients are told why they are disconnected, and nothing has to be recovered", async () => {
  const server = serverOf(17);
  const outcome = asking(server.url, "select pg_sleep(60)").catch((error: unknown) => error);
  await untilAsleep(server);
  await server.restart();
  // The driver keeps to itself what it was told.
  expect(await outcome).toMatchObject({ code: "CONNECTION_CLOSED" });
  expect(server.log).toContain("terminating connection due to administrator command");
  expect(server.log).not.toContain("automatic recovery");
  expect(await asking(server.url, "select 1 as one")).toEqual([{ one: 1 }]);
});

/** The second word of each line is the id of a segment. */
const sharedMemory = () =>
  execFileSync("ipcs", ["-m"], { encoding: "utf8" })
    .split("\n")
    .map((line) => line.split(/\s+/)[1]);

test("a server that was stopped, killed or not, leaves neither a process, nor a folder, nor memory", async () => {
  await serverOf(17).kill();
  const marked = readFileSync(join(serverOf(17).dataDir, "postmaster.pid"), "utf8").split("\n")[6];
  const segment = String(marked?.trim().split(/\s+/)[1]);
  expect(sharedMemory()).toContain(segment);
  for (const server of [serverOf(17), serverOf(18)]) {
    await server.stop();
    await server.stop();
    expect(server.isRunning).toBe(false);
    expect(existsSync(dirname(server.dataDir))).toBe(false);
  }
  expect(sharedMemory()).not.toContain(segment);
});

/** Of the test's own, which whom the server runs as may enter. */
async function folderForAll(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "relata-given-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await chmod(folder, 0o755);
  return folder;
}

test("a folder that was given stays, and another server goes on with what is in it", async () => {
  const folder = await folderForAll();
  const dataDir = join(folder, "data");
  const first = await startServer({ dataDir });
  await asking(first.url, "create table notes as select 'kept' as note");
  await first.stop();
  const second = await startServer({ dataDir });
  onTestFinished(() => second.stop());
  expect(await asking(second.url, "select note from notes")).toEqual([{ note: "kept" }]);
});

test("a server that cannot start says why, and leaves no folder", async () => {
  const folder = await folderForAll();
  // Where nobody else makes folders meanwhile.
  vi.stubEnv("TMPDIR", folder);
  onTestFinished(() => void vi.unstubAllEnvs());
  await expect(startServer({ settings: { max_connections: "many" } })).rejects.toThrow(/invalid value .*"many"/);
  expect(await readdir(folder)).toEqual([]);
});
