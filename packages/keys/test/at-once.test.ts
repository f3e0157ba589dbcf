import { createRelata, type Store } from "@relata/core";
import { postgres } from "@relata/postgres";
import { testDatabase } from "@relata/postgres-server/test-database";
import { isFailure } from "@relata/model";
import { sqlite } from "@relata/sqlite";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { createKeys, isRefusal, withSystem, type CreatedKey, type Keys, type KeyStore } from "../src/index.ts";
import { postgresKeys } from "../src/postgres/index.ts";
import { sqliteKeys } from "../src/sqlite/index.ts";
import { MODEL } from "./databases.ts";

const folder = mkdtempSync(join(tmpdir(), "relata-at-once-"));
const database = await testDatabase();
const strict = await testDatabase();
const [{ name } = {}] = await strict.client`select current_database() as name`;
await strict.client.unsafe(`alter database ${String(name)} set default_transaction_isolation = 'serializable'`);

const closing: (() => Promise<unknown>)[] = [];
afterAll(async () => {
  for (const close of closing) await close();
  rmSync(folder, { recursive: true, force: true });
});

const stores = (url: string): [Store, KeyStore] => [postgres({ url, poolSize: 3 }), postgresKeys({ url, poolSize: 3 })];
const OPENERS: Readonly<Record<string, () => [Store, KeyStore]>> = {
  sqlite: () => [sqlite(join(folder, "keys.db")), sqliteKeys(join(folder, "keys.db"))],
  postgres: () => stores(database.url),
  "postgres whose transactions are serializable unless they say otherwise": () => stores(strict.url),
};

/** Two processes on one database, as far as it can tell. */
async function two(open: () => [Store, KeyStore]): Promise<readonly [Keys, Keys]> {
  const one = async (): Promise<Keys> => {
    const [store, tables] = open();
    const relata = await createRelata({ model: withSystem(MODEL), store, history: { automatic: false } });
    const keys = createKeys({ relata, store: tables, noteWithinMs: 3_600_000 });
    await keys.audit();
    closing.push(
      () => relata.close(),
      () => keys.close(),
    );
    return keys;
  };
  // One after the other, as processes that migrate do.
  const first = await one();
  return [first, await one()];
}

/** How often each change ended how: `done`, or with which code. */
async function ends(changes: readonly Promise<unknown>[]): Promise<readonly string[]> {
  const settled = await Promise.allSettled(changes);
  return settled.map((one) => {
    if (one.status === "fulfilled") return "done";
    if (isFailure(one.reason)) return one.reason.code;
    throw one.reason;
  });
}

test.each(Object.entries(OPENERS))(
  "changes of one key at once are each done, over %s",
  { timeout: 60_000 },
  async (_, open) => {
    const [ours, theirs] = await two(open);
    const { key } = await ours.create({ name: "shared" });
    const rotated: CreatedKey[] = [];
    const rotate = async (keys: Keys): Promise<void> => void rotated.push(await keys.rotate(key.id));
    const changes = [ours, theirs].flatMap((keys, n) => [
      rotate(keys),
      rotate(keys),
      keys.update(key.id, n === 0 ? { name: "renamed" } : { metadata: { team: "red" } }),
      keys.disable(key.id),
      keys.disable(key.id, { byOwner: { type: "user", id: `u${n}` } }),
    ]);
    expect(await ends(changes)).toEqual(changes.map(() => "done"));
    expect(await ours.get(key.id)).toMatchObject({ name: "renamed", metadata: { team: "red" }, isDisabled: true });
    expect(await ends([ours.enable(key.id), theirs.enable(key.id)])).toEqual(["done", "done"]);
    // Exactly the secret of the last rotation counts, and it is the one that people are shown.
    const verified = await Promise.all(rotated.map(({ secret }) => theirs.verify(secret)));
    const good = rotated.filter((_, n) => !isRefusal(verified[n] ?? {}));
    expect(good).toHaveLength(1);
    const listed = (await theirs.list()).keys.filter(({ id }) => id === key.id);
    expect(listed.map(({ lastFour }) => lastFour)).toEqual(good.map(({ secret }) => secret.reveal().slice(-4)));
    const { rows } = await ours.audit({ key: key.id });
    expect(rows).toHaveLength(1 + changes.length + 2);
  },
);

test.each(Object.entries(OPENERS))(
  "of many revocations at once one is done, over %s",
  { timeout: 60_000 },
  async (_, open) => {
    const [ours, theirs] = await two(open);
    for (let round = 0; round < 3; round++) {
      const { key, secret } = await ours.create({ name: "ending" });
      const revocations = await ends([ours, theirs, ours, theirs].map((keys) => keys.revoke(key.id)));
      expect(revocations.toSorted()).toEqual(["done", "key_revoked", "key_revoked", "key_revoked"]);
      const others = await ends([ours.rotate(key.id), theirs.update(key.id, { name: "late" }), ours.enable(key.id)]);
      expect(others).toEqual(["key_revoked", "key_revoked", "key_revoked"]);
      expect(isRefusal(await theirs.verify(secret))).toBe(true);
      expect((await theirs.audit({ key: key.id })).rows.map(({ event }) => event)).toEqual(["revoke", "create"]);
    }
  },
);
