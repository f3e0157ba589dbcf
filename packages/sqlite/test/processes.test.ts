import { once } from "node:events";
import { statSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { expect, test } from "vitest";
import { sqlite } from "@relata/sqlite";
import { ended, kill, lines, start } from "./child-process.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const folder = temporaryFolder();
test("two processes that open a new file and write to it at once lose nothing, and number their writes without a gap", async () => {
  const path = join(folder, "shared.db");
  const names = ["one", "two"];
  const children = names.map((name) => start("write-batches.mjs", path, name, "20", "5"));
  await Promise.all(children.map(async (process) => once(process.stdout, "data")));
  const ends = children.map(ended);
  for (const process of children) process.stdin.write("go\n");
  expect(await Promise.all(ends)).toEqual(names.map(() => [0, null]));

  const store = sqlite(path);
  const { tuples } = await store.contents();
  expect(names.map((name) => tuples.filter(({ subject }) => subject.id === name).length)).toEqual([100, 100]);
  store.close();
  const client = new Database(path);
  const ids = client.prepare("select id from relata_transactions order by id").pluck().all();
  expect(ids).toEqual(Array.from({ length: 40 }, (_, i) => i + 1));
  expect(client.prepare("select count(*) - count(distinct hash) from relata_migrations").pluck().get()).toBe(0);
  client.close();
});

test("a process killed while it writes leaves whole writes, and every one that it was told of", async () => {
  const path = join(folder, "killed.db");
  const process = start("write-batches.mjs", path, "ann", "1000000", "7");
  process.stdin.write("go\n");
  const seen = await lines(process, (_, count) => count === 30);
  await kill(process);

  const store = sqlite(path);
  const { tuples } = await store.contents();
  expect(tuples.length % 7).toBe(0);
  expect(tuples.length).toBeGreaterThanOrEqual((seen.length - 1) * 7);
  expect(await store.write({ delete: tuples.slice(0, 1) })).toMatchObject({ deleted: 1 });
  store.close();
});

test("a process killed in the middle of a transaction leaves nothing of it", async () => {
  const path = join(folder, "half.db");
  const kept = { object: { type: "doc", id: "kept" }, relation: "viewer", subject: { type: "user", id: "ann" } };
  const before = sqlite(path);
  const { token } = await before.write({ touch: [kept] });
  const process = start("hang-in-transaction.mjs", path);
  await lines(process, () => true);
  // The half of a write is in the log by now, so that what follows is a recovery and not an empty one.
  expect(statSync(`${path}-wal`).size).toBeGreaterThan(100_000);
  await kill(process);
  before.close();

  const after = sqlite(path);
  expect(await after.contents()).toMatchObject({ tuples: [kept], token });
  expect(await after.write({ touch: [{ ...kept, relation: "editor" }] })).toMatchObject({ written: 1 });
  after.close();
  const client = new Database(path);
  expect(client.prepare("select id from relata_transactions").pluck().all()).toEqual([1, 2]);
  expect(client.pragma("integrity_check", { simple: true })).toBe("ok");
  client.close();
});
