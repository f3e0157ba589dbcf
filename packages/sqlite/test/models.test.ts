import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import Database from "better-sqlite3";
import { expect, test } from "vitest";
import type { Model, Tuple } from "@relata/model";
import { sqlite } from "@relata/sqlite";
import type { Judge } from "@relata/store";
import { openFile } from "../src/open-file.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const folder = temporaryFolder();
const child = (name: string): string => fileURLToPath(new URL(`child/${name}`, import.meta.url));

const model: Model = { version: 1, types: [], policies: [], context: [] };
const one = { model, hash: "one", at: 1_000 };
const nothingStays: Judge = { tuples: () => "nothing may stay", attributes: () => "nothing may stay" };
const editor = (id: string): Tuple => ({
  object: { type: "doc", id },
  relation: "editor",
  subject: { type: "user", id: "ann" },
});

test("a tuple that another connection writes after the judgement is judged again when the model is applied", () => {
  const path = join(folder, "between.db");
  const [planner, writer] = [sqlite(path), sqlite(path)];
  expect(planner.models.judge(nothingStays).tuples).toEqual([]);
  writer.write({ touch: [editor("late")] });
  expect(() => planner.models.apply(one, nothingStays)).toThrow("1 tuple does not fit the model");
  expect(writer.models.list()).toEqual([]);
  for (const store of [planner, writer]) store.close();
});

test("while a model is being judged, another connection waits to write, and writes after it", () => {
  const path = join(folder, "locked.db");
  const [first, second] = [sqlite(path), sqlite(path, { busyTimeoutMs: 50 })];
  first.write({ touch: [editor("a")] });
  const meddling: Judge = {
    ...nothingStays,
    tuples: () => {
      expect(() => second.write({ touch: [editor("b")] })).toThrow("another connection holds its lock");
      return undefined;
    },
  };
  first.models.apply(one, meddling);
  expect(second.models.get()).toMatchObject({ number: 1, hash: "one" });
  second.write({ touch: [editor("b")] });
  for (const store of [first, second]) store.close();
});

test("a judgement is of one snapshot: what is written meanwhile is not in it", () => {
  const path = join(folder, "snapshot.db");
  const [reader, writer] = [sqlite(path), sqlite(path)];
  writer.write({ touch: [editor("a")], attributes: [{ object: { type: "doc", id: "a" }, set: { size: 1 } }] });
  const meddling: Judge = {
    tuples: () => {
      writer.write({ attributes: [{ object: { type: "doc", id: "b" }, set: { size: 1 } }] });
      return "no";
    },
    attributes: () => "no",
  };
  expect(reader.models.judge(meddling)).toMatchObject({ tuples: [{ count: 1 }], attributes: [{ count: 1 }] });
  for (const store of [reader, writer]) store.close();
});

test("a process killed in the middle of applying a model leaves the old state whole", async () => {
  const path = join(folder, "killed.db");
  const before = sqlite(path);
  before.write({
    touch: [editor("a"), editor("b")],
    attributes: [{ object: { type: "doc", id: "a" }, set: { size: 1 } }],
  });
  before.models.apply(one, { tuples: () => undefined, attributes: () => undefined });
  const contents = before.contents();
  before.close();
  const node = [
    "--conditions=@relata/source",
    "--import",
    child("typescript-loader.mjs"),
    child("hang-in-apply.mjs"),
    path,
  ];
  const process = spawn(globalThis.process.execPath, node, { stdio: ["ignore", "pipe", "inherit"] });
  await once(process.stdout, "data");
  const ended = once(process, "exit");
  process.kill("SIGKILL");
  await ended;
  const after = sqlite(path);
  expect(after.contents()).toEqual(contents);
  expect(after.models.list().map(({ hash }) => hash)).toEqual(["one"]);
  expect(after.models.apply({ ...one, hash: "new" }, nothingStays, { deleteStranded: true })).toMatchObject({
    entry: { number: 2 },
    deleted: { tuples: [{ count: 2 }], attributes: [{ count: 1 }] },
  });
  after.close();
});

test("what a model deletes is ended, not erased: its rows stay in the history", () => {
  const path = join(folder, "history.db");
  const store = sqlite(path);
  store.write({ touch: [editor("a")] });
  store.models.apply(one, nothingStays, { deleteStranded: true });
  store.close();
  const client = new Database(path);
  const rows = client.prepare("select made_in, ended_in from relata_tuples").all();
  expect(rows).toEqual([{ made_in: 1, ended_in: 2 }]);
  expect(client.prepare("select number, made_in from relata_models").all()).toEqual([{ number: 1, made_in: 2 }]);
  client.close();
});

test.each([
  ["[]", "store_unreadable", "is no model"],
  ["{", "store_unreadable", "which is not JSON"],
  ['{"version":2}', "store_newer", "of version 2: update relata"],
])("a model stored as `%s` is refused", (stored, code, message) => {
  const path = join(folder, `${code}${stored.length}.db`);
  const store = sqlite(path);
  store.models.apply(one, nothingStays);
  store.close();
  const client = new Database(path);
  client.prepare("update relata_models set model = ?").run(stored);
  client.close();
  const damaged = sqlite(path);
  expect(() => damaged.models.get()).toThrow(
    expect.objectContaining({ code, message: expect.stringContaining(message) }),
  );
  expect(damaged.models.list()).toHaveLength(1);
  damaged.close();
});

test("a database of the first version gets the table of models when it is opened, and keeps what it holds", () => {
  const path = join(folder, "first.db");
  const store = sqlite(path);
  store.write({ touch: [editor("a")] });
  store.close();
  const client = new Database(path);
  client.exec("drop table relata_models");
  client.exec("delete from relata_migrations where created_at = (select max(created_at) from relata_migrations)");
  client.close();
  const opened = sqlite(path);
  expect(opened.models.list()).toEqual([]);
  expect(opened.contents().tuples).toEqual([editor("a")]);
  opened.close();
  expect(openFile(path, 100, (db) => db.$client.prepare("select count(*) from relata_migrations").pluck().get())).toBe(
    2,
  );
});
