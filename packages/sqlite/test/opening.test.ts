import { createHash, randomBytes } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import Database from "better-sqlite3";
import { isFailure, type Failure, type Tuple } from "@relata/model";
import { sqlite } from "@relata/sqlite";
import { expect, test } from "vitest";
import { temporaryFolder } from "./temporary-folder.ts";

const folder = temporaryFolder();

const tuples: readonly Tuple[] = Array.from({ length: 2_000 }, (_, i) => ({
  object: { type: "doc", id: `${i}` },
  relation: "viewer",
  subject: { type: "user", id: `${i % 7}` },
}));

async function filledStore(name: string): Promise<string> {
  const path = join(folder, name);
  const store = sqlite(path);
  await store.write({ touch: tuples });
  store.close();
  return path;
}

function failureOf(act: () => unknown): Failure {
  try {
    act();
  } catch (error) {
    if (isFailure(error)) return error;
    throw error;
  }
  throw new TypeError("nothing failed");
}

/** How the file is refused, and whether it is the same after: bytes, neighbours and all. */
function refusal(path: string): object {
  const before = fingerprint(path);
  const { code, message, cause } = failureOf(() => sqlite(path));
  return { code, cause, namesFile: message.includes(`\`${path}\``), message, unchanged: before === fingerprint(path) };
}

function fingerprint(path: string): string {
  const neighbours = readdirSync(dirname(path)).filter((name) => name.startsWith(basename(path)));
  const digest = createHash("sha256").update(readFileSync(path)).digest("hex");
  return [digest, statSync(path).mtimeMs, ...neighbours].join("\n");
}

const unreadable = { code: "store_unreadable", namesFile: true, unchanged: true };

test.each<[string, Buffer]>([
  ["random.db", randomBytes(20_000)],
  ["text.db", Buffer.from("type user\n")],
  ["long-text.db", Buffer.from("a database it is not\n".repeat(500))],
  ["zeros.db", Buffer.alloc(8_192)],
  ["header.db", Buffer.concat([Buffer.from("SQLite format 3\0"), randomBytes(9_000)])],
])("%s, which is no database, is unreadable and stays as it was", (name, bytes) => {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  expect(refusal(path)).toMatchObject({
    ...unreadable,
    message: expect.stringContaining("is not a database of relata, or it is damaged"),
    cause: expect.any(Database.SqliteError),
  });
});

test.each([0.5, 0.1, 0.9])("a database cut off at %d of its length is unreadable and stays as it was", async (part) => {
  const path = await filledStore(`cut-${part}.db`);
  truncateSync(path, Math.floor(statSync(path).size * part));
  expect(refusal(path)).toMatchObject(unreadable);
});

test("a database damaged further on opens, and says so when the damage is met", async () => {
  const path = await filledStore("holes.db");
  const bytes = readFileSync(path);
  const half = Math.floor(bytes.length / 2);
  randomBytes(bytes.length - half).copy(bytes, half);
  writeFileSync(path, bytes);
  const store = sqlite(path);
  expect(failureOf(() => store.contents())).toMatchObject({ code: "store_unreadable" });
  store.close();
});

test("a database of a newer relata is refused and stays as it was", async () => {
  const path = await filledStore("newer.db");
  const client = new Database(path);
  client.exec("insert into relata_migrations (created_at, hash) values (9999999999999, 'x')");
  client.close();
  expect(refusal(path)).toMatchObject({
    ...unreadable,
    code: "store_newer",
    message: expect.stringContaining("update relata"),
  });
});

test("a database whose store row is gone is unreadable", async () => {
  const path = await filledStore("anonymous.db");
  const client = new Database(path);
  client.exec("delete from relata_database");
  client.close();
  expect(refusal(path)).toMatchObject(unreadable);
});

test("tables of another kind under our names are unreadable, and stay as they were", async () => {
  const path = join(folder, "impostor.db");
  const client = new Database(path);
  client.exec("create table relata_tuples (x); insert into relata_tuples values (1)");
  client.close();
  expect(refusal(path)).toMatchObject(unreadable);
});

test("tables that go away while the store is open are unreadable", async () => {
  const path = await filledStore("dropped.db");
  const store = sqlite(path);
  const client = new Database(path);
  client.exec("drop table relata_tuples");
  client.close();
  expect(failureOf(() => store.contents())).toMatchObject({ code: "store_unreadable" });
  expect(failureOf(() => store.write({ touch: tuples }))).toMatchObject({ code: "store_unreadable" });
  store.close();
});

test.each([
  ["a folder", folder],
  ["a file in a folder that is not there", join(folder, "nowhere", "authz.db")],
  ["a file below a file", join(import.meta.filename, "authz.db")],
  ["a place where no file can be made", "/proc/authz.db"],
])("%s is unavailable", (_, path) => {
  const failure = failureOf(() => sqlite(path));
  expect(failure).toMatchObject({ code: "store_unavailable" });
  expect(failure.message).toContain(`\`${path}\``);
  expect(failure.cause).toBeInstanceOf(Error);
});

test("an empty path is refused, and makes no store that forgets", async () => {
  expect(failureOf(() => sqlite(""))).toMatchObject({ code: "store_unavailable" });
});

test("an empty file becomes a store", async () => {
  const path = join(folder, "empty.db");
  writeFileSync(path, "");
  const store = sqlite(path);
  expect(await store.write({ touch: tuples })).toMatchObject({ written: 2_000 });
  store.close();
});

test("in the application's own file, its tables and its migrations stay as they were", async () => {
  mkdirSync(join(folder, "app"));
  const path = join(folder, "app", "app.db");
  const client = new Database(path);
  client.exec(`
    create table __drizzle_migrations (id serial primary key, hash text not null, created_at numeric);
    insert into __drizzle_migrations (hash, created_at) values ('theirs', 9999999999999);
    create table invoices (id text primary key, amount integer);
    insert into invoices values ('1', 5);
    create index invoices_amount on invoices (amount);
  `);
  const theirs = () => [
    client
      .prepare(
        "select * from sqlite_master where name not like '%relata_%' and tbl_name not like 'relata_%' and name <> 'sqlite_sequence'",
      )
      .all(),
    client.prepare("select * from invoices").all(),
    client.prepare("select * from __drizzle_migrations").all(),
  ];
  const before = theirs();
  const store = sqlite(path);
  await store.write({ touch: tuples });
  expect((await store.contents()).tuples).toHaveLength(2_000);
  expect(theirs()).toEqual(before);
  client.close();
  store.close();
});

test("opening a file that needs nothing waits for no writer", async () => {
  const path = await filledStore("busy.db");
  const client = new Database(path);
  client.exec("begin immediate");
  const store = sqlite(path, { busyTimeoutMs: 1 });
  expect((await store.contents()).tuples).toHaveLength(2_000);
  client.exec("rollback");
  client.close();
  store.close();
});
