import { setTimeout as sleep } from "node:timers/promises";
import { postgres } from "@relata/postgres";
import { startServer, tcpProxy, type TcpProxy } from "@relata/postgres-server";
import { afterAll, expect, onTestFinished, test } from "vitest";
import { codesOf } from "./codes-of.ts";
import { ConstantLoad, HELD, WORKERS } from "./constant-load.ts";
import { expectWhole } from "./expect-whole.ts";
import { chosen, isLong } from "./how-long.ts";
import { engineOver } from "./numbered-writes.ts";
import { withoutClients } from "./without-clients.ts";

const server = await startServer();
afterAll(() => server.stop(), 30_000);

/** A call waits for a connection, and then for each statement: at the most a few times this, however long a fault lasts. */
const LIMIT_MS = 500;
const BOUND_MS = 10_000;

type Fault = (proxy: TcpProxy, load: ConstantLoad) => Promise<unknown>;

/** Every call that the fault met has ended while it lasted, and others since. */
const untilAllFailed = (load: ConstantLoad): Promise<void> =>
  expect.poll(() => load.failed.size, { timeout: BOUND_MS }).toBe(WORKERS);

const faults: readonly (readonly [string, Fault])[] = [
  [
    "cut at moments of chance",
    async (proxy) => {
      for (const ms of chosen(isLong ? 200 : 20, 1, 80)) {
        await sleep(ms);
        proxy.cut();
      }
    },
  ],
  [
    "silent, and then there again",
    async (proxy, load) => {
      proxy.stall();
      await untilAllFailed(load);
      await proxy.resume();
    },
  ],
  [
    "refused, and then there again",
    async (proxy, load) => {
      proxy.refuse();
      proxy.cut();
      await untilAllFailed(load);
      await proxy.resume();
    },
  ],
  ["ended by a restart of the server", () => server.restart()],
  ["ended by a crash of the server", () => server.crash()],
];

test.each(faults)(
  "calls whose connection is %s end in a right answer or a failure with a code, and the store goes on",
  { timeout: 120_000 },
  async (name, disturb) => {
    const schema = name.replaceAll(/\W+/g, "_");
    const proxy = await tcpProxy(server.url);
    onTestFinished(() => proxy.close());
    const limits = { poolTimeoutMs: LIMIT_MS, connectTimeoutMs: LIMIT_MS, statementTimeoutMs: LIMIT_MS };
    const store = postgres({ url: proxy.url, schema, poolSize: 4, ...limits });
    const relata = await engineOver(store);
    const load = await ConstantLoad.begin(relata);
    await expect.poll(() => load.answered, { timeout: BOUND_MS }).toBeGreaterThan(50);

    await disturb(proxy, load);
    const codes = codesOf(load.failures);
    const before = load.answered;
    await expect.poll(() => load.answered, { timeout: BOUND_MS }).toBeGreaterThan(before + 50);
    await load.stop();
    expect(load.wrong).toEqual([]);
    expect(codes).toEqual(["store_unavailable"]);
    expect(load.slowestMs).toBeLessThan(BOUND_MS);
    expect(await relata.can(HELD.subject, HELD.permission, HELD.object)).toBe(true);
    await relata.close();

    await withoutClients(server.url);
    const direct = postgres({ url: server.url, schema });
    onTestFinished(() => direct.close());
    const kept = await expectWhole(direct, load.acknowledged);
    expect(kept.size).toBeGreaterThan(10);
  },
);
