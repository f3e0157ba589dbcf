import { postgres, type PostgresStore } from "@relata/postgres";
import { testDatabase } from "@relata/postgres-server/test-database";
import { faultsOf, logAsContents, work, type DoneRead, type DoneWrite } from "@relata/store/conformance";
import { expect, onTestFinished, test } from "vitest";
import { ChildProcess } from "./child-process.ts";
import { isLong } from "./how-long.ts";
import { sharedNow } from "./shared-now.ts";

const { url } = await testDatabase();
const schema = "checked";
const DURATION_MS = isLong ? 60_000 : 5_000;
/** Writers, and as many readers: three stores of this process have 16 each, and two other processes 8 each. */
const [HERE, EACH_HERE, THERE, EACH_THERE] = [3, 16, 2, 8];

function open(): PostgresStore {
  const store = postgres({ url, schema, poolSize: 4 });
  onTestFinished(() => store.close());
  return store;
}

test(
  "of 64 writers and 64 readers at once, tokens are monotone, each state is a prefix of the order, nothing is lost and nothing there twice",
  { timeout: DURATION_MS + 120_000 },
  async () => {
    const stores = Array.from({ length: HERE }, open);
    await stores[0]?.log.newest();
    const firstThere = HERE * EACH_HERE;
    const children = Array.from(
      { length: THERE },
      (_, i) => new ChildProcess("work.ts", url, schema, firstThere + i * EACH_THERE, EACH_THERE),
    );
    await Promise.all(children.map((child) => child.printed(1)));
    const until = sharedNow() + DURATION_MS;
    for (const child of children) child.tell(until);

    const done: (DoneWrite | DoneRead)[] = [];
    const onDone = (one: DoneWrite | DoneRead): unknown => done.push(one);
    const here = stores.map((store, i) => {
      const writers = Array.from({ length: EACH_HERE }, (_, n) => i * EACH_HERE + n);
      return work(store, { writers, readers: EACH_HERE, now: sharedNow, until, onDone });
    });
    await Promise.all([...here, ...children.map(({ ended }) => ended)]);
    const there = children.flatMap(({ lines }) =>
      lines.slice(1).map((line) => JSON.parse(line) as DoneWrite | DoneRead),
    );
    done.push(...there);

    const writes = done.filter((one): one is DoneWrite => !("kind" in one));
    const reads = done.filter((one): one is DoneRead => "kind" in one);
    const log = await logAsContents(open());
    expect(log.map(({ number }) => number)).toEqual(log.map((_, i) => i + 1));
    expect(faultsOf({ writes, reads, log }).slice(0, 10)).toEqual([]);
    expect(new Set(writes.map(({ writer }) => writer)).size).toBe(64);
    console.log(`${writes.length} writes and ${reads.length} reads by 64 writers and 64 readers`);
  },
);
