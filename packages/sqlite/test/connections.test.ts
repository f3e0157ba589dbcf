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

test("a plan sees one snapshot, whatever another connection writes meanwhile", () => {
  const path = join(folder, "snapshot.db");
  const [reader, writer] = [sqlite(path), sqlite(path)];
  const { token } = writer.write({ touch: [ann] });
  const read = reader.read(function* (): Plan<readonly Answer[]> {
    const [before] = yield [viewers];
    writer.write({ touch: [bob], delete: [ann] });
    const [after] = yield [viewers];
    return [before, after].filter((answer) => answer !== undefined);
  });
  expect(read).toEqual({ value: [{ tuples: [ann] }, { tuples: [ann] }], token });
  expect(reader.contents().tuples).toEqual([bob]);
  reader.close();
  writer.close();
});

test("a plan that has not asked yet is in the snapshot of its token all the same", () => {
  const path = join(folder, "early.db");
  const [reader, writer] = [sqlite(path), sqlite(path)];
  const { token } = reader.contents();
  const read = reader.read(function* (): Plan<Answer | undefined> {
    writer.write({ touch: [ann] });
    const [answer] = yield [viewers];
    return answer;
  });
  expect(read).toEqual({ value: { tuples: [] }, token });
  reader.close();
  writer.close();
});

test("what one connection wrote, the next read of another sees", () => {
  const path = join(folder, "next.db");
  const [one, two] = [sqlite(path), sqlite(path)];
  const { token } = one.write({ touch: [ann] });
  expect(two.contents()).toMatchObject({ tuples: [ann], token });
  expect(() => two.write({ create: [ann] })).toThrow("is there already");
  one.close();
  two.close();
});

test("a write that finds the file locked is unavailable after its time, and changes nothing", () => {
  const path = join(folder, "locked.db");
  const store = sqlite(path, { busyTimeoutMs: 20 });
  const other = new Database(path);
  other.exec("begin immediate");
  const write = () => store.write({ touch: [ann] });
  expect(write).toThrow(expect.objectContaining({ code: "store_unavailable" }));
  expect(write).toThrow("busyTimeoutMs");
  expect(store.contents().tuples).toEqual([]);
  other.exec("rollback");
  expect(write()).toMatchObject({ written: 1 });
  other.close();
  store.close();
});

test("a write holds the lock from its first precondition on, so that nothing comes between the two", () => {
  const path = join(folder, "between.db");
  const other = sqlite(path, { busyTimeoutMs: 1 });
  const between: unknown[] = [];
  // The clock is read after the preconditions and before the first change.
  const clock = () => {
    try {
      between.push(other.write({ touch: [ann] }));
    } catch (error) {
      between.push(error);
    }
    return 0;
  };
  const store = sqlite(path, { clock });
  const preconditions = [{ must: "not_match", filter: { object: ann.object } }] as const;
  expect(store.write({ touch: [bob], preconditions })).toMatchObject({ written: 1 });
  expect(between).toEqual([expect.objectContaining({ code: "store_unavailable" })]);
  expect(store.contents().tuples).toEqual([bob]);
  other.close();
  store.close();
});

test("a store that cannot be made for a lock is unavailable", () => {
  const path = join(folder, "unmade.db");
  const other = new Database(path);
  other.exec("begin exclusive");
  expect(() => sqlite(path, { busyTimeoutMs: 20 })).toThrow(expect.objectContaining({ code: "store_unavailable" }));
  other.exec("rollback");
  other.close();
});

test("a reader holds up no writer: the file has a write-ahead log", () => {
  const path = join(folder, "wal.db");
  sqlite(path).close();
  const client = new Database(path);
  expect(client.pragma("journal_mode", { simple: true })).toBe("wal");
  client.close();
});

test("a closed store leaves one file and no log", () => {
  const path = join(folder, "closed.db");
  const store = sqlite(path);
  store.write({ touch: [ann] });
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
