import { join } from "node:path";
import Database from "better-sqlite3";
import type { Tuple } from "@relata/model";
import type { Answer, Plan } from "@relata/resolver";
import { sqlite } from "@relata/sqlite";
import { expect, test } from "vitest";
import { temporaryFolder } from "./temporary-folder.ts";

const folder = temporaryFolder();

const ann: Tuple = { object: { type: "doc", id: "a" }, relation: "viewer", subject: { type: "user", id: "ann" } };
const bob: Tuple = { ...ann, subject: { type: "user", id: "bob" } };
const viewers = { ask: "objects", object: ann.object, relation: "viewer" } as const;

test("a plan sees one snapshot, whatever another connection writes meanwhile", async () => {
  const path = join(folder, "snapshot.db");
  const [reader, writer] = [sqlite(path), sqlite(path)];
  const { token } = await writer.write({ touch: [ann] });
  let meanwhile: unknown;
  const read = await reader.read(function* (): Plan<readonly Answer[]> {
    const [before] = yield [viewers];
    meanwhile = writer.write({ touch: [bob], delete: [ann] });
    const [after] = yield [viewers];
    return [before, after].filter((answer) => answer !== undefined);
  });
  expect(meanwhile).toMatchObject({ written: 1, deleted: 1 });
  expect(read).toEqual({ value: [{ tuples: [ann] }, { tuples: [ann] }], token });
  expect((await reader.contents()).tuples).toEqual([bob]);
  reader.close();
  writer.close();
});

test("a plan that has not asked yet is in the snapshot of its token all the same", async () => {
  const path = join(folder, "early.db");
  const [reader, writer] = [sqlite(path), sqlite(path)];
  const { token } = await reader.contents();
  const read = await reader.read(function* (): Plan<Answer | undefined> {
    expect(writer.write({ touch: [ann] })).toMatchObject({ written: 1 });
    const [answer] = yield [viewers];
    return answer;
  });
  expect(read).toEqual({ value: { tuples: [] }, token });
  reader.close();
  writer.close();
});

test("what one connection wrote, the next read of another sees", async () => {
  const path = join(folder, "next.db");
  const [one, two] = [sqlite(path), sqlite(path)];
  const { token } = await one.write({ touch: [ann] });
  expect(await two.contents()).toMatchObject({ tuples: [ann], token });
  expect(() => two.write({ create: [ann] })).toThrow("is there already");
  one.close();
  two.close();
});

test("a write holds the lock from its first precondition on, so that nothing comes between the two", async () => {
  const path = join(folder, "between.db");
  const other = sqlite(path);
  const between: unknown[] = [];
  // The clock is read after the preconditions and before the first change.
  const clock = () => {
    between.push(other.write({ touch: [ann] }));
    return 0;
  };
  const store = sqlite(path, { clock });
  const preconditions = [{ must: "not_match", filter: { object: ann.object } }] as const;
  expect(await store.write({ touch: [bob], preconditions })).toMatchObject({ written: 1 });
  expect(between).toEqual([expect.any(Promise)]);
  expect((await store.contents()).tuples).toEqual([bob]);
  expect(await between[0]).toMatchObject({ written: 1 });
  other.close();
  store.close();
});

test("a reader holds up no writer: the file has a write-ahead log", () => {
  const path = join(folder, "wal.db");
  sqlite(path).close();
  const client = new Database(path);
  expect(client.pragma("journal_mode", { simple: true })).toBe("wal");
  client.close();
});

test("a closed store leaves one file and no log", async () => {
  const path = join(folder, "closed.db");
  const store = sqlite(path);
  await store.write({ touch: [ann] });
  store.close();
  store.close();
  expect(() =>
    store.read(function* (): Plan<void> {
      yield [];
    }),
  ).toThrow(expect.objectContaining({ code: "closed" }));
  const client = new Database(path, { readonly: true, fileMustExist: true });
  expect(client.prepare("select count(*) from relata_tuples").pluck().get()).toBe(1);
  client.close();
});
