import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import Database from "better-sqlite3";
import { sqlite } from "@relata/sqlite";
import { expect, test } from "vitest";
import { ended, start } from "./child-process.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const folder = temporaryFolder();

/** Waits until it is so, or a long time is over. */
async function until(isSo: () => boolean): Promise<boolean> {
  for (let i = 0; i < 1_000 && !isSo(); i++) await sleep(10);
  return isSo();
}

test("own writes wake once the code that wrote is done, once for many, and nobody after the end", async () => {
  const store = sqlite(":memory:");
  let woken = 0;
  const stop = store.log.listen(() => woken++);
  await store.write({});
  expect(woken).toBe(1);
  void store.write({});
  void store.stores.open("tenant").write({});
  expect(woken).toBe(1);
  await Promise.resolve();
  expect(woken).toBe(2);
  stop();
  stop();
  await store.write({});
  expect(woken).toBe(2);
  store.close();
});

test("another connection's writes wake, also those of the application's own transaction", async () => {
  const path = join(folder, "connections.db");
  const store = sqlite(path);
  const client = new Database(path);
  let woken = 0;
  const stop = store.log.listen(() => woken++);
  client.transaction(() => store.in(client).write({}))();
  expect(woken).toBe(0);
  expect(await until(() => woken > 0)).toBe(true);
  const other = sqlite(path);
  await other.write({});
  expect(await until(() => woken > 1)).toBe(true);
  stop();
  for (const each of [other, client, store]) each.close();
});

test("a write of another process wakes, and its revisions are in the log", async () => {
  const path = join(folder, "processes.db");
  const store = sqlite(path);
  const process = start("write-batches.mjs", path, "ann", "3", "2");
  await once(process.stdout, "data");
  const numbers: number[] = [];
  const stop = store.log.listen(() => {
    void Promise.resolve(store.log.revisions(numbers.at(-1) ?? 0, 100)).then(({ revisions }) =>
      numbers.push(...revisions.map(({ number }) => number)),
    );
  });
  process.stdin.write("go\n");
  await ended(process);
  expect(await until(() => numbers.length === 3)).toBe(true);
  expect(numbers).toEqual([1, 2, 3]);
  stop();
  store.close();
});

test("a closed store wakes nobody, and none of its timers goes on", async () => {
  const store = sqlite(":memory:");
  let woken = 0;
  store.log.listen(() => woken++);
  await store.write({});
  store.close();
  const stop = store.log.listen(() => woken++);
  await sleep(150);
  expect(woken).toBe(1);
  stop();
});

test("a file that is locked when it is looked at is looked at again", async () => {
  const path = join(folder, "locked.db");
  new Database(path).close();
  const other = new Database(path);
  other.exec("begin exclusive");
  const store = sqlite(path);
  let woken = 0;
  const stop = store.log.listen(() => woken++);
  await sleep(120);
  other.exec("rollback");
  const writer = sqlite(path);
  await writer.write({});
  expect(await until(() => woken > 0)).toBe(true);
  stop();
  for (const each of [writer, other, store]) each.close();
});
