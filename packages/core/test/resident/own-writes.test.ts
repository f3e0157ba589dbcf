import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createRelata, type Relata, type Schema } from "@relata/core";
import { sqlite, type SqliteStore } from "@relata/sqlite";
import Database from "better-sqlite3";
import { afterAll, afterEach, beforeEach, describe, expect, test } from "vitest";
import { filledRelata, model, NOON, STORES } from "../situation.ts";
import { slowStore } from "./slow-store.ts";

const PLANS = "folder:plans";
const NEW = `${PLANS}#viewer@user:new`;
const kinds = STORES.flatMap(([name, open]) => [
  [name, open] as const,
  [`${name}, behind a wire`, () => slowStore(open(), 1)] as const,
]);

describe.each(kinds)("what an engine writes to a store %s is in its next answer", (_, open) => {
  let relata: Relata;
  const sees = () => relata.can("user:new", "view", PLANS);

  beforeEach(async () => {
    relata = await filledRelata(open, { resident: true });
    await relata.ready();
    await sees();
  });
  afterEach(() => relata.close());

  test("by `write`, with and without anything between", async () => {
    for (let i = 0; i < 5; i++) {
      await relata.write([NEW]);
      expect(await sees()).toBe(true);
      await relata.write({ delete: [NEW] });
      expect(await sees()).toBe(false);
    }
    const { token } = await relata.write([NEW]);
    for (const consistency of ["latest", "fast", { atLeast: token }, { exactly: token }] as const)
      expect(await relata.can("user:new", "view", PLANS, { consistency })).toBe(true);
    expect(relata.residentStatus.state).toBe("resident");
  });

  test("by many at once", async () => {
    const ids = Array.from({ length: 20 }, (_, i) => `user:u${i}`);
    await Promise.all(
      ids.map(async (id) => {
        await relata.write([`${PLANS}#viewer@${id}`]);
        expect(await relata.can(id, "view", PLANS)).toBe(true);
      }),
    );
  });

  test("by `import`, and by `deleteMatching`", async () => {
    await relata.import([NEW, "group:juniors#member@user:new"]);
    expect(await sees()).toBe(true);
    expect(await relata.can("user:new", "member", "group:clerks")).toBe(true);
    await relata.deleteMatching({ subject: "user:new" });
    expect(await sees()).toBe(false);
    expect(await relata.can("user:new", "member", "group:clerks")).toBe(false);
  });

  test("by `attributes`", async () => {
    const refund = () => relata.can("user:bob", "refund", "client_abc:invoice:2");
    await relata.attributes.set("client_abc:invoice:2", { amount: 5 });
    expect(await refund()).toBe(true);
    await relata.attributes.set("client_abc:invoice:2", { status: "sent" });
    expect(await refund()).toBe(false);
  });
});

describe("what an engine writes in a transaction of the application on a SQLite file", () => {
  const folder = mkdtempSync(join(tmpdir(), "relata-resident-"));
  let relata: Relata<Schema, SqliteStore>;
  let store: SqliteStore;
  let client: Database.Database;
  let files = 0;
  const sees = () => relata.can("user:new", "view", PLANS);

  beforeEach(async () => {
    const path = join(folder, `${files++}.db`);
    store = sqlite(path);
    relata = await createRelata({ model, store, clock: () => NOON, resident: true });
    client = new Database(path);
    await relata.ready();
    await sees();
  });
  afterEach(async () => {
    client.close();
    await relata.close();
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test("is in its next answer once it was committed, and before that in none but inside", async () => {
    client.exec("begin immediate");
    relata.in(client).write([NEW]);
    expect(relata.in(client).can("user:new", "view", PLANS)).toBe(true);
    expect(await sees()).toBe(false);
    const [before, after] = [sees(), (client.exec("commit"), sees())];
    expect(await after).toBe(true);
    await before;
    expect(await sees()).toBe(true);
  });

  test("is never there where it was rolled back", async () => {
    client.exec("begin immediate");
    relata.in(client).write([NEW]);
    expect(await sees()).toBe(false);
    client.exec("rollback");
    expect(await sees()).toBe(false);
    await relata.write([`${PLANS}#viewer@user:other`]);
    expect([await sees(), await relata.can("user:other", "view", PLANS)]).toEqual([false, true]);
  });

  test("is there as soon as it is committed in a later turn of the event loop", async () => {
    client.exec("begin immediate");
    relata.in(client).write([NEW]);
    for (let turn = 0; turn < 3; turn++) {
      expect(await sees()).toBe(false);
      await new Promise((resolve) => setImmediate(resolve));
    }
    client.exec("commit");
    await new Promise((resolve) => setImmediate(resolve));
    expect(await sees()).toBe(true);
  });

  test("is there at once where it is committed in a later turn, between two questions of that turn", async () => {
    client.exec("begin immediate");
    relata.in(client).write([NEW]);
    await new Promise((resolve) => setImmediate(resolve));
    expect(await sees()).toBe(false);
    client.exec("commit");
    expect(await sees()).toBe(true);
  });

  test("is looked for at each question while it is open, and once in a turn again after it was undone and something else written", async () => {
    client.exec("begin immediate");
    relata.in(client).write([NEW]);
    client.exec("rollback");
    await relata.write([`${PLANS}#viewer@user:other`]);
    await new Promise((resolve) => setImmediate(resolve));
    expect(await sees()).toBe(false);
    let looks = 0;
    const { log } = store;
    const newest = log.newest.bind(log);
    log.newest = () => {
      looks++;
      return newest();
    };
    await Promise.all(Array.from({ length: 20 }, sees));
    expect(looks).toBeLessThanOrEqual(1);
  });

  test("one after the other in one turn: each is in the answer that follows", async () => {
    for (let i = 0; i < 5; i++) {
      client.transaction(() => relata.in(client).write([`${PLANS}#viewer@user:u${i}`]))();
      expect(await relata.can(`user:u${i}`, "view", PLANS)).toBe(true);
    }
  });
});
