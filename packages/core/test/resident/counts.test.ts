import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createRelata, type Relata, type Schema, type Store } from "@relata/core";
import { sqlite, type SqliteStore } from "@relata/sqlite";
import { memoryStore } from "@relata/store";
import Database from "better-sqlite3";
import { describe, expect, test } from "vitest";
import { ATTRIBUTES, model, NOON, TUPLES } from "../situation.ts";
import { ProbedStore } from "./probed-store.ts";
import { slowStore } from "./slow-store.ts";
import { nextTurn } from "./until.ts";

const INVOICE = "client_abc:invoice:1";

async function probed(store: Store): Promise<{ relata: Relata; asked: () => Readonly<Record<string, number>> }> {
  const probe = new ProbedStore(store);
  const relata = await createRelata({ model, store: probe.store, clock: () => NOON, resident: true });
  await relata.write({ touch: TUPLES, attributes: ATTRIBUTES });
  await relata.ready();
  // The first look is of what came while it was read.
  await relata.can("user:ann", "read", INVOICE);
  await nextTurn();
  probe.counts();
  return { relata, asked: () => probe.counts() };
}

/** The store, of whose log nobody is told: so it is looked at by who asks, and by nobody else. */
function untold(store: Store): Store {
  store.log.listen = () => () => undefined;
  return store;
}

function many(relata: Relata, times = 200): Promise<unknown> {
  const users = ["ann", "bob", "carl", "nobody"];
  return Promise.all(
    Array.from({ length: times }, (_, i) => relata.can(`user:${users[i % 4] ?? ""}`, "read", INVOICE)),
  );
}

describe.each([
  ["in memory", () => memoryStore()],
  ["in SQLite", () => sqlite(":memory:")],
])("a resident store %s", (_, open) => {
  test("is asked nothing but once in a turn whether its log has grown, whatever number of questions there are", async () => {
    const { relata, asked } = await probed(open());
    await many(relata);
    expect(asked()).toEqual({ "log.newest": 1 });
    await relata.checkMany(
      Array.from({ length: 100 }, () => ({ subject: "user:ann", permission: "read", object: INVOICE })),
    );
    expect(asked()["read"]).toBeUndefined();
    await nextTurn();
    await many(relata);
    expect(asked()).toEqual({ "log.newest": 1 });
    await nextTurn();
    asked();
    await nextTurn();
    expect(asked()).toEqual({});
  });

  test("is read once after a write of its own, and not for each question", async () => {
    const { relata, asked } = await probed(open());
    await relata.write(["folder:plans#viewer@user:new"]);
    await many(relata);
    const { "log.revisions": revisions, ...others } = asked();
    expect(revisions).toBe(1);
    expect(others["read"]).toBeUndefined();
    expect(others["log.newest"]).toBeLessThanOrEqual(2);
  });
});

describe("a resident store behind a wire", () => {
  test("is asked nothing at all where answers may be a little old", async () => {
    const { relata, asked } = await probed(slowStore(memoryStore()));
    await many(relata);
    await nextTurn();
    await many(relata);
    expect(asked()).toEqual({});
  });

  test("is asked once for all questions of a turn that are to see the latest", async () => {
    const { relata, asked } = await probed(slowStore(memoryStore()));
    const latest = { consistency: "latest" } as const;
    const answers = await Promise.all(
      Array.from({ length: 200 }, () => relata.can("user:ann", "read", INVOICE, latest)),
    );
    expect(new Set(answers)).toEqual(new Set([true]));
    expect(asked()).toEqual({ "log.newest": 1 });
  });

  test("answers whoever asks while a look is under way by the next one, so that nothing written before is missed", async () => {
    const store = memoryStore();
    const { relata, asked } = await probed(slowStore(store, 5));
    const other = await createRelata({ model, store, clock: () => NOON });
    const latest = { consistency: "latest" } as const;
    const early = relata.can("user:new", "view", "folder:plans", latest);
    await other.write(["folder:plans#viewer@user:new"]);
    const late = Array.from({ length: 50 }, () => relata.can("user:new", "view", "folder:plans", latest));
    await early;
    expect(new Set(await Promise.all(late))).toEqual(new Set([true]));
    const { "log.newest": looks = 0, read = 0 } = asked();
    expect(read).toBe(0);
    expect(looks).toBeLessThanOrEqual(3);
  });

  test("is told where its own writes stand, and reads nothing of what it knows", async () => {
    const { relata, asked } = await probed(untold(slowStore(memoryStore())));
    const sees = () => relata.can("user:new", "view", "folder:plans");
    await relata.write(["folder:plans#viewer@user:new"]);
    expect(await sees()).toBe(true);
    await relata.write({ delete: ["folder:plans#viewer@user:new"] });
    expect(await sees()).toBe(false);
    const { "log.revisions": pages = 0, read = 0 } = asked();
    expect([pages, read]).toEqual([0, 0]);
  });

  test("reads what its own write may have met: others between, values, and what was so before", async () => {
    const store = memoryStore();
    const { relata, asked } = await probed(untold(slowStore(store)));
    const other = await createRelata({ model, store, clock: () => NOON });
    const steps = [
      async () => {
        await other.write(["folder:plans#viewer@user:theirs"]);
        await relata.write(["folder:plans#viewer@user:mine"]);
      },
      () => relata.attributes.set("client_abc:invoice:2", { amount: 5 }),
      () => relata.write({ delete: ["folder:plans#viewer@user:nobody"] }),
      () => relata.write(["folder:plans#viewer@user:mine"]),
    ];
    for (const step of steps) {
      await step();
      asked();
      await relata.can("user:mine", "view", "folder:plans");
      expect(asked()["log.revisions"]).toBe(1);
    }
    for (const id of ["mine", "theirs"]) expect(await relata.can(`user:${id}`, "view", "folder:plans")).toBe(true);
  });

  test("is asked once for many of its own writes at a time, more or less, and never read", async () => {
    const { relata, asked } = await probed(slowStore(memoryStore()));
    await Promise.all(Array.from({ length: 50 }, (_, i) => relata.write([`folder:plans#viewer@user:u${i}`])));
    await many(relata);
    const { "log.newest": looks = 0, read = 0 } = asked();
    expect(read).toBe(0);
    expect(looks).toBeLessThan(10);
  });
});

test("a write in a transaction that was committed before the store was read is looked for no longer", async () => {
  const folder = mkdtempSync(join(tmpdir(), "relata-counts-"));
  const file = join(folder, "authz.db");
  const store = sqlite(file);
  const probe = new ProbedStore(store);
  const relata = await createRelata({ model, store: probe.store, clock: () => NOON, resident: true });
  const application = new Database(file);
  application.transaction(() => void (relata as Relata<Schema, SqliteStore>).in(application).write(TUPLES))();
  await relata.ready();
  await nextTurn();
  await many(relata);
  probe.counts();
  await nextTurn();
  await many(relata);
  expect(probe.counts()).toEqual({ "log.newest": 1 });
  await relata.close();
  application.close();
  rmSync(folder, { recursive: true });
});
