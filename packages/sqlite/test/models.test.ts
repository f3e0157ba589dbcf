import { join } from "node:path";
import Database from "better-sqlite3";
import { expect, test } from "vitest";
import type { Model, Tuple } from "@relata/model";
import { sqlite } from "@relata/sqlite";
import type { Judge } from "@relata/store";
import { kill, lines, start } from "./child-process.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const folder = temporaryFolder();

const model: Model = { version: 1, types: [], policies: [], context: [] };
const one = { model, hash: "one", at: 1_000 };
const nothingStays: Judge = { tuples: () => "nothing may stay", attributes: () => "nothing may stay" };
const editor = (id: string): Tuple => ({
  object: { type: "doc", id },
  relation: "editor",
  subject: { type: "user", id: "ann" },
});

test("a tuple that another connection writes after the judgement is judged again when the model is applied", async () => {
  const path = join(folder, "between.db");
  const [planner, writer] = [sqlite(path), sqlite(path)];
  expect((await planner.models.judge(nothingStays)).tuples).toEqual([]);
  await writer.write({ touch: [editor("late")] });
  expect(() => planner.models.apply(one, nothingStays)).toThrow("1 tuple does not fit the model");
  expect(await writer.models.list()).toEqual([]);
  for (const store of [planner, writer]) store.close();
});

test("while a model is being judged, another connection cannot write: it waits, and writes after it", async () => {
  const path = join(folder, "locked.db");
  const [first, second] = [sqlite(path), sqlite(path)];
  let waiting: unknown;
  await first.write({ touch: [editor("a")] });
  const meddling: Judge = {
    ...nothingStays,
    tuples: () => {
      waiting ??= second.write({ touch: [editor("b")] });
      expect(waiting).toBeInstanceOf(Promise);
      return undefined;
    },
  };
  await first.models.apply(one, meddling);
  expect(await second.models.get()).toMatchObject({ number: 1, hash: "one" });
  await second.write({ touch: [editor("b")] });
  for (const store of [first, second]) store.close();
});

test("a judgement is of one snapshot: what is written meanwhile is not in it", async () => {
  const path = join(folder, "snapshot.db");
  const [reader, writer] = [sqlite(path), sqlite(path)];
  await writer.write({ touch: [editor("a")], attributes: [{ object: { type: "doc", id: "a" }, set: { size: 1 } }] });
  const meddling: Judge = {
    tuples: () => {
      const written = writer.write({ attributes: [{ object: { type: "doc", id: "b" }, set: { size: 1 } }] });
      expect(written).not.toBeInstanceOf(Promise);
      return "no";
    },
    attributes: () => "no",
  };
  expect(await reader.models.judge(meddling)).toMatchObject({ tuples: [{ count: 1 }], attributes: [{ count: 1 }] });
  for (const store of [reader, writer]) store.close();
});

test("a process killed in the middle of applying a model leaves the old state whole", async () => {
  const path = join(folder, "killed.db");
  const before = sqlite(path);
  await before.write({
    touch: [editor("a"), editor("b")],
    attributes: [{ object: { type: "doc", id: "a" }, set: { size: 1 } }],
  });
  await before.models.apply(one, { tuples: () => undefined, attributes: () => undefined });
  const contents = await before.contents();
  before.close();
  const process = start("hang-in-apply.mjs", path);
  await lines(process, () => true);
  await kill(process);
  const after = sqlite(path);
  expect(await after.contents()).toEqual(contents);
  expect((await after.models.list()).map(({ hash }) => hash)).toEqual(["one"]);
  expect(await after.models.apply({ ...one, hash: "new" }, nothingStays, { deleteStranded: true })).toMatchObject({
    entry: { number: 2 },
    deleted: { tuples: [{ count: 2 }], attributes: [{ count: 1 }] },
  });
  after.close();
});

test("what a model deletes is ended, not erased: its rows stay in the history", async () => {
  const path = join(folder, "history.db");
  const store = sqlite(path);
  await store.write({ touch: [editor("a")] });
  await store.models.apply(one, nothingStays, { deleteStranded: true });
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
])("a model stored as `%s` is refused", async (stored, code, message) => {
  const path = join(folder, `${code}${stored.length}.db`);
  const store = sqlite(path);
  await store.models.apply(one, nothingStays);
  store.close();
  const client = new Database(path);
  client.prepare("update relata_models set model = ?").run(stored);
  client.close();
  const damaged = sqlite(path);
  expect(() => damaged.models.get()).toThrow(
    expect.objectContaining({ code, message: expect.stringContaining(message) }),
  );
  expect(await damaged.models.list()).toHaveLength(1);
  damaged.close();
});
