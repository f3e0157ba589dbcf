import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { testDatabase } from "@relata/postgres-server/test-database";
import { createRelata, readModel, type Model, type Relata } from "@relata/core";
import { postgres } from "@relata/postgres";
import { sqlite } from "@relata/sqlite";
import type { Store } from "@relata/store";
import { afterAll, beforeAll } from "vitest";
import { createKeys, withSystem, type Keys, type KeysOptions, type KeyStore } from "../src/index.ts";
import { postgresKeys } from "../src/postgres/index.ts";
import { sqliteKeys } from "../src/sqlite/index.ts";

export const DATABASES = ["sqlite", "postgres"] as const;
export type DatabaseName = (typeof DATABASES)[number];

export const MODEL = readModel(`model 1
type user
type apikey
type organization {
  relation member: user | apikey
}
type group {
  relation member: user | apikey | group#member
}
type folder {
  relation viewer: user | apikey | group#member | user:*
}
type document {
  relation folder: folder
  relation owner: user | apikey
  relation reader: user | apikey | group#member
  relation banned: user | apikey
  permission read = (owner + reader + folder->viewer) - banned
  permission write = owner
}
type review {
  relation creator: user | apikey
  permission create = creator
}
`).model;

/** An engine, its keys, and a clock that stands until it is moved. */
export interface World {
  readonly relata: Relata;
  readonly keys: Keys;
  readonly store: KeyStore;
  /** That of the engine. */
  readonly engineStore: Store;
  readonly time: { now: number };
}

export type WorldOptions = Partial<Omit<KeysOptions, "relata" | "store" | "clock">> & {
  readonly model?: Model;
  /** Whether it has tables of its own, and not a store among the others'. */
  readonly isAlone?: boolean;
};

export const START = Date.parse("2026-06-01T12:00:00Z");

/** Both stores of a database. */
interface Opened {
  readonly engineStore: Store;
  readonly store: KeyStore;
}

/** Worlds on the databases, each a store of its own: tables are made once for a file of tests. Closed after the file. */
export function worlds(): (name: DatabaseName, options?: WorldOptions) => Promise<World> {
  const folder = mkdtempSync(join(tmpdir(), "relata-keys-"));
  const closing: (() => Promise<void>)[] = [];
  const shared = new Map<DatabaseName, Opened>();
  let url = "";
  let count = 0;
  beforeAll(async () => {
    ({ url } = await testDatabase());
  });
  afterAll(async () => {
    for (const close of closing) await close();
    for (const { store, engineStore } of shared.values()) {
      await store.close();
      await engineStore.close();
    }
    rmSync(folder, { recursive: true, force: true });
  });

  function opened(name: DatabaseName): Opened {
    const prefix = `k${randomBytes(4).toString("hex")}_`;
    const file = join(folder, `${prefix}.db`);
    return name === "sqlite"
      ? { engineStore: sqlite(file, { prefix }), store: sqliteKeys(file, { prefix }) }
      : { engineStore: postgres({ url, prefix, poolSize: 3 }), store: postgresKeys({ url, prefix, poolSize: 2 }) };
  }

  function among(name: DatabaseName): Opened {
    const whole = shared.get(name) ?? opened(name);
    shared.set(name, whole);
    const tenant = `w${count++}`;
    return { engineStore: whole.engineStore.stores.open(tenant), store: whole.store.store(tenant) };
  }

  return async (name, { model = MODEL, isAlone = false, ...options } = {}) => {
    const { engineStore, store } = isAlone ? opened(name) : among(name);
    const time = { now: START };
    const clock = () => time.now;
    const history = { automatic: false };
    const relata: Relata = await createRelata({ model: withSystem(model), store: engineStore, clock, history });
    const keys = createKeys({ relata, store, clock, ...options });
    closing.push(async () => {
      await keys.close();
      await relata.close();
    });
    return { relata, keys, store, time, engineStore };
  };
}
