import { postgres, type PostgresStore } from "@relata/postgres";
import { startServer } from "@relata/postgres-server";
import { afterAll, expect, onTestFinished, test } from "vitest";
import { ChildProcess } from "./child-process.ts";
import { codesOf } from "./codes-of.ts";
import { expectWhole } from "./expect-whole.ts";
import { chosen, isLong } from "./how-long.ts";
import { engineOver, LANES, writeNumbered } from "./numbered-writes.ts";
import { withoutClients } from "./without-clients.ts";

const server = await startServer();
afterAll(() => server.stop(), 30_000);

const WRITES = 10_000;
/** So many come after the last moment, so that some are under way when what is killed dies. */
const REST = 500;
/** The ordinary run kills early in the middle, for the sake of time. */
const moments = isLong ? chosen(20, 1, WRITES - REST) : chosen(3, 1, 500);

let schemas = 0;
function open(schema = `killed_${schemas++}`): PostgresStore {
  const store = postgres({ url: server.url, schema });
  onTestFinished(() => store.close());
  return store;
}

async function goesOn(store: PostgresStore): Promise<readonly number[]> {
  const done: number[] = [];
  const failures: unknown[] = [];
  const relata = await engineOver(store);
  await writeNumbered(
    relata,
    [WRITES, WRITES + 2 * LANES],
    (n) => done.push(n),
    (_, error) => failures.push(error),
  );
  expect(failures).toEqual([]);
  return done;
}

test.each(moments)(
  "a process killed after %i acknowledged writes of 10,000 leaves each of them, none half, and a log that tells them all",
  { timeout: 120_000 },
  async (moment) => {
    await withoutClients(server.url);
    const schema = `killed_${schemas++}`;
    const child = new ChildProcess("write-numbered.ts", server.url, schema, WRITES);
    await child.printed(moment);
    await child.kill();
    await withoutClients(server.url);

    const done = child.lines.map(Number);
    expect(done.length).toBeGreaterThanOrEqual(moment);
    const store = open(schema);
    const kept = await expectWhole(store, done);
    // What was under way, one write of each lane, may be there; and a printed line may be lost with the process.
    expect(kept.size - done.length).toBeLessThanOrEqual(2 * LANES);
    await expectWhole(store, [...done, ...(await goesOn(store))]);
  },
);

test.each(moments)(
  "a server killed after %i acknowledged writes of 10,000 has each of them when it is back, and the same store goes on",
  { timeout: 120_000 },
  async (moment) => {
    const store = open();
    const relata = await engineOver(store);
    const done: number[] = [];
    const failures: unknown[] = [];
    const crash: Promise<void>[] = [];
    const back = new AbortController();
    const onDone = (n: number): void => {
      if (done.push(n) < moment) return;
      if (crash.length === 0) crash.push(server.crash().then(() => back.abort()));
    };
    const onFailed = (_: number, error: unknown): unknown => failures.push(error);
    // What finds no server fails at once, so that it takes no more than a few of 10,000 until it is back.
    for (let next = 0; next < WRITES && !back.signal.aborted; next += LANES) {
      await writeNumbered(relata, [next, next + LANES], onDone, onFailed);
    }
    await Promise.all(crash);
    expect(codesOf(failures)).toEqual(["store_unavailable"]);
    expect(done.length).toBeGreaterThanOrEqual(moment);
    await expectWhole(store, [...done, ...(await goesOn(store))]);
  },
);
