import { createRelata } from "@relata/core";
import { postgres } from "@relata/postgres";
import { tcpProxy } from "@relata/postgres-server";
import { testDatabase } from "@relata/postgres-server/test-database";
import { afterAll, expect, test } from "vitest";
import { createKeys, isRefusal, withSystem, type Keys } from "../src/index.ts";
import { postgresKeys } from "../src/postgres/index.ts";
import { SqliteKeyStore } from "../src/sqlite/sqlite-keys.ts";
import { MODEL, worlds } from "./databases.ts";

const world = worlds();
const database = await testDatabase();
const proxy = await tcpProxy(database.url);
const closing: (() => Promise<void>)[] = [];
afterAll(async () => {
  for (const close of closing) await close();
  proxy.close();
});

/** A key of each kind of answer, by name. */
async function cases(keys: Keys): Promise<Readonly<Record<string, string>>> {
  const owner = "user:ann";
  const own = await keys.create({ name: "own" });
  const inherit = await keys.create({ name: "inherit", mode: "inherit", owner });
  const delegated = await keys.create({ name: "delegated", mode: "delegated", owner });
  const off = await keys.create({ name: "off" });
  await keys.disable(off.key.id);
  const revoked = await keys.create({ name: "revoked" });
  await keys.revoke(revoked.key.id);
  const text = (created: typeof own) => created.secret.reveal();
  return {
    own: text(own),
    inherit: text(inherit),
    delegated: text(delegated),
    disabled: text(off),
    revoked: text(revoked),
    "wrong checksum": `${text(own).slice(0, -1)}${text(own).endsWith("0") ? "1" : "0"}`,
  };
}

const GOOD = new Set(["own", "inherit", "delegated"]);

test("a verification writes nothing, over sqlite: no row of its connection, and no transaction of another", async () => {
  const { keys, store } = await world("sqlite", { noteWithinMs: 3_600_000 });
  if (!(store instanceof SqliteKeyStore)) throw new Error("the world is one of sqlite");
  const { client } = store;
  const written = () => [
    client.prepare("select total_changes() as n").pluck().get(),
    client.pragma("data_version", { simple: true }),
  ];
  const shown = await cases(keys);
  await keys.flush();
  const before = written();
  for (const [name, text] of Object.entries(shown)) {
    expect([name, isRefusal(await keys.verify(text))]).toEqual([name, !GOOD.has(name)]);
  }
  expect(written()).toEqual(before);
  await keys.create({ name: "another" });
  expect(written()).not.toEqual(before);
});

async function open(url: string, migrate: "auto" | "never"): Promise<Keys> {
  // What was written has no number yet: nobody gives it one, unless a verification did.
  const store = postgres({ url, migrate, poolSize: 1, isSequencer: false });
  const relata = await createRelata({ model: withSystem(MODEL), store, history: { automatic: false } });
  const tables = postgresKeys({ url, migrate, poolSize: 1 });
  closing.push(
    () => relata.close(),
    () => tables.close(),
  );
  // What is known of a key costs less: here each is read.
  return createKeys({ relata, store: tables, noteWithinMs: 3_600_000, knownKeys: 0 });
}

test("a verification over postgres writes nothing, and costs so many round trips", async () => {
  const writer = await open(database.url, "auto");
  const shown = await cases(writer);
  const [{ name } = {}] = await database.client`select current_database() as name`;
  await database.client.unsafe(`alter database ${String(name)} set default_transaction_read_only = on`);
  const keys = await open(proxy.url, "never");
  for (const text of Object.values(shown)) await keys.verify(text);
  const trips: Record<string, number> = {};
  for (const [name, text] of Object.entries(shown)) {
    const turns = proxy.turns;
    expect([name, isRefusal(await keys.verify(text))]).toEqual([name, !GOOD.has(name)]);
    trips[name] = proxy.turns - turns;
  }
  // The search by hash; then the tuples of the key and the end of their snapshot; and the same for its owner.
  expect(trips).toEqual({ own: 3, inherit: 5, delegated: 5, disabled: 3, revoked: 1, "wrong checksum": 0 });
  await expect(keys.create({ name: "another" })).rejects.toThrow("read-only");
});
