import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Store } from "@relata/core";
import { postgres } from "@relata/postgres";
import { testDatabase } from "@relata/postgres-server/test-database";
import { sqlite } from "@relata/sqlite";
import { afterAll, beforeAll } from "vitest";
import type { KeyStore } from "../../src/index.ts";
import { postgresKeys } from "../../src/postgres/index.ts";
import { sqliteKeys } from "../../src/sqlite/index.ts";
import type { DatabaseName } from "../databases.ts";

/** Where one random world lives: the engine's store and that of its keys. */
export interface FreshStore {
  readonly store: Store;
  readonly keys: KeyStore;
}

/** An empty store for each world, all of one database: what another world wrote is another tenant's. */
export function freshStores(): (name: DatabaseName) => FreshStore {
  const folder = mkdtempSync(join(tmpdir(), "relata-worlds-"));
  const opened: Partial<Record<DatabaseName, FreshStore>> = {};
  let url = "";
  let count = 0;
  beforeAll(async () => {
    ({ url } = await testDatabase());
  });
  afterAll(async () => {
    for (const { store, keys } of Object.values(opened)) {
      await keys.close();
      await store.close();
    }
    rmSync(folder, { recursive: true, force: true });
  });
  const open = (name: DatabaseName): FreshStore => {
    if (name === "postgres") return { store: postgres({ url, poolSize: 3 }), keys: postgresKeys({ url, poolSize: 2 }) };
    const file = join(folder, `${randomBytes(4).toString("hex")}.db`);
    return { store: sqlite(file), keys: sqliteKeys(file) };
  };
  return (name) => {
    const { store, keys } = (opened[name] ??= open(name));
    const tenant = `world-${++count}`;
    return { store: store.stores.open(tenant), keys: keys.store(tenant) };
  };
}
