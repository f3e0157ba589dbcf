import { join } from "node:path";
import Database from "better-sqlite3";
import type { Tuple } from "@relata/model";
import type { Answer, Plan } from "@relata/resolver";
import { sqlite, type SqliteTransaction } from "@relata/sqlite";
import { sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/better-sqlite3";
import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { temporaryFolder } from "./temporary-folder.ts";

const folder = temporaryFolder();
const documents = sqliteTable("documents", { id: integer("id").primaryKey(), title: text("title").notNull() });

const ann: Tuple = { object: { type: "doc", id: "a" }, relation: "owner", subject: { type: "user", id: "ann" } };
const bob: Tuple = { ...ann, subject: { type: "user", id: "bob" } };
const owners = { ask: "objects", object: ann.object, relation: "owner" } as const;

let path: string;
let store: ReturnType<typeof sqlite>;
let client: Database.Database;
let files = 0;
const opened: { close(): void }[] = [];

beforeEach(() => {
  path = join(folder, `${files++}.db`);
  store = sqlite(path, { busyTimeoutMs: 20 });
  client = new Database(path, { timeout: 20 });
  client.exec("create table documents (id integer primary key, title text not null)");
  opened.push(store, client);
});
afterAll(() => opened.forEach((each) => each.close()));

function* ownersOf(): Plan<Answer | undefined> {
  const [answer] = yield [owners];
  return answer;
}

function titles(): unknown[] {
  return client.prepare("select title from documents").pluck().all();
}

/** Both ways in which an application may hold a transaction open, each with one that it then rolls back. */
const ways: [string, (run: (tx: SqliteTransaction) => void) => void][] = [
  ["drizzle", (run) => drizzle(client, { schema: { documents } }).transaction((tx) => run(tx))],
  ["the bare driver", (run) => client.transaction(() => run(client))()],
];

describe.each(ways)("in a transaction of %s", (_, transact) => {
  test("a row of the application and its tuple are written together", async () => {
    transact((tx) => {
      client.prepare("insert into documents values (1, 'a')").run();
      const { written } = store.in(tx).write({ touch: [ann] });
      expect(written).toBe(1);
    });
    expect(titles()).toEqual(["a"]);
    expect((await store.contents()).tuples).toEqual([ann]);
  });

  test("neither survives a rollback", async () => {
    const failing = () =>
      transact((tx) => {
        client.prepare("insert into documents values (1, 'a')").run();
        store.in(tx).write({ touch: [ann], attributes: [{ object: ann.object, set: { size: 1 } }] });
        throw new RangeError("no");
      });
    expect(failing).toThrow(RangeError);
    expect(titles()).toEqual([]);
    expect(await store.contents()).toMatchObject({ tuples: [], attributes: [] });
  });

  test("reads see what it has written, and nobody else does", async () => {
    transact((tx) => {
      const inside = store.in(tx);
      const { token } = inside.write({ touch: [ann] });
      expect(inside.read(ownersOf)).toEqual({ value: { tuples: [ann] }, token });
      expect(inside.contents()).toMatchObject({ tuples: [ann], token });
      expect(store.contents()).toMatchObject({ tuples: [] });
    });
  });

  test("a refused write leaves nothing behind, and the transaction usable", async () => {
    transact((tx) => {
      const inside = store.in(tx);
      inside.write({ touch: [ann] });
      expect(() =>
        inside.write({ delete: [ann], create: [bob, { ...bob, relation: "viewer" }], preconditions: [] }),
      ).not.toThrow();
      const before = inside.contents();
      const halfMade = { create: [{ ...bob, relation: "editor" }, bob], delete: [{ ...bob, relation: "viewer" }] };
      expect(() => inside.write(halfMade)).toThrow("is there already");
      expect(inside.contents()).toEqual(before);
      client.prepare("insert into documents values (1, 'a')").run();
    });
    expect(titles()).toEqual(["a"]);
    expect((await store.contents()).tuples.map(({ subject }) => subject.id)).toEqual(["bob", "bob"]);
  });

  test("a token of it is that of the store once it has committed", async () => {
    let token: string | undefined;
    transact((tx) => (token = store.in(tx).write({ touch: [ann] }).token));
    expect((await store.contents()).token).toBe(token);
  });

  test("nothing can be done through it when it is over", async () => {
    let kept: ReturnType<typeof store.in> | undefined;
    transact((tx) => (kept = store.in(tx)));
    expect(() => kept?.write({ touch: [ann] })).toThrow("no transaction is open");
    expect(() => kept?.contents()).toThrow("no transaction is open");
    expect((await store.contents()).tuples).toEqual([]);
  });

  test("a lock that another connection holds is an error, and never an answer", async () => {
    const other = new Database(path);
    opened.push(other);
    other.exec("begin immediate");
    expect(() => transact((tx) => void store.in(tx).write({ touch: [ann] }))).toThrow("did not answer");
    other.exec("rollback");
  });
});

describe("what is no transaction of the store's database is refused", () => {
  test("a connection that is in none", async () => {
    expect(() => store.in(client)).toThrow("no transaction is open");
    expect(() => store.in(drizzle(client))).toThrow("no transaction is open");
  });

  test("one on another file, with and without tables of relata", async () => {
    const elsewhere = join(folder, "elsewhere.db");
    const other = new Database(elsewhere);
    opened.push(other);
    expect(() => other.transaction(() => store.in(other))()).toThrow("a database without tables of relata");
    opened.push(sqlite(elsewhere));
    expect(() => other.transaction(() => store.in(other))()).toThrow("the transaction is open on another store");
  });

  test("anything else", async () => {
    expect(() => store.in({} as never)).toThrow("takes a transaction of drizzle over better-sqlite3");
    store.close();
    expect(() => store.in(client)).toThrow("closed");
  });
});

test("the application's connection is left as it was", async () => {
  client.defaultSafeIntegers(true);
  const settings = () => ["foreign_keys", "busy_timeout"].map((name) => client.pragma(name, { simple: true }));
  const before = settings();
  client.transaction(() => void store.in(client).write({ touch: [ann] }))();
  expect(settings()).toEqual(before);
  expect(Object.hasOwn(client, "prepare")).toBe(false);
  expect(drizzle(client).get(sql`select 1 as one`)).toEqual({ one: 1n });
});

test("a store of a tenant has its own share of the transaction", async () => {
  const tenant = store.stores.open("tenant");
  client.transaction(() => {
    const inside = tenant.in(client);
    inside.write({ touch: [ann] });
    expect(store.in(client).contents().tuples).toEqual([]);
    store.in(client).write({ touch: [bob] });
    expect(inside.contents().tuples).toEqual([ann]);
  })();
  expect(await tenant.contents()).toMatchObject({ tuples: [ann] });
  expect(await store.contents()).toMatchObject({ tuples: [bob] });
});

test("a named write happens once, inside and outside, and one that is rolled back leaves no name", async () => {
  const changes = { touch: [ann], idempotencyKey: "one" };
  const write = client.transaction((isKept: boolean) => {
    const written = store.in(client).write(changes);
    if (!isKept) throw new RangeError("no");
    return written;
  });
  expect(() => write(false)).toThrow(RangeError);
  const first = write(true);
  expect(first).toMatchObject({ written: 1, isRepeat: false });
  expect(write(true)).toEqual({ ...first, isRepeat: true });
  expect(await store.write(changes)).toEqual({ ...first, isRepeat: true });
  client.transaction(() => {
    expect(() => store.in(client).write({ ...changes, touch: [bob] })).toThrow("was that of another write");
  })();
});

test("a statement is prepared once for a connection, when it is first run", () => {
  const prepared: string[] = [];
  const prepare = client.prepare.bind(client);
  client.prepare = (text: string) => {
    prepared.push(text);
    return prepare(text);
  };
  const writeOne = client.transaction((tuple: Tuple) => store.in(client).write({ touch: [tuple] }));
  writeOne(ann);
  // Who the store is, the savepoint and its release, the transaction, the tuple.
  expect(prepared).toHaveLength(6);
  writeOne(bob);
  client.transaction(() =>
    store.stores
      .open("tenant")
      .in(client)
      .write({ touch: [ann] }),
  )();
  expect(prepared).toHaveLength(6);
});
