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

export type WorldOptions = Partial<Omit<KeysOptions, "relata" | "store" | "clock">> & { readonly model?: Model };

export const START = Date.parse("2026-06-01T12:00:00Z");

/** Worlds on the databases, each with tables of its own; closed after the file. */
export function worlds(): (name: DatabaseName, options?: WorldOptions) => Promise<World> {
  const folder = mkdtempSync(join(tmpdir(), "relata-keys-"));
  const closing: (() => Promise<void>)[] = [];
  let url = "";
  beforeAll(async () => {
    ({ url } = await testDatabase());
  });
  afterAll(async () => {
    for (const close of closing) await close();
    rmSync(folder, { recursive: true, force: true });
  });
  return async (name, { model = MODEL, ...options } = {}) => {
    const prefix = `k${randomBytes(4).toString("hex")}_`;
    const file = join(folder, `${prefix}.db`);
    const time = { now: START };
    const clock = () => time.now;
    const history = { automatic: false };
    const engineStore = name === "sqlite" ? sqlite(file, { prefix }) : postgres({ url, prefix, poolSize: 3 });
    const relata: Relata = await createRelata({
      model: withSystem(model),
      store: engineStore,
      clock,
      history,
    });
    const store: KeyStore =
      name === "sqlite" ? sqliteKeys(file, { prefix }) : postgresKeys({ url, prefix, poolSize: 2 });
    const keys = createKeys({ relata, store, clock, ...options });
    closing.push(async () => {
      await keys.close();
      await relata.close();
    });
    return { relata, keys, store, time, engineStore };
  };
}
