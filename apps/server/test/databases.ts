import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { KeyStore } from "@relata/keys";
import { postgresKeys } from "@relata/keys/postgres";
import { sqliteKeys } from "@relata/keys/sqlite";
import { postgres } from "@relata/postgres";
import { testDatabase } from "@relata/postgres-server/test-database";
import { sqlite } from "@relata/sqlite";
import type { Store, Stores } from "@relata/store";
import { afterAll, beforeAll } from "vitest";
import type { Kept } from "./keyed/keyed-situation.ts";

export const DATABASES = ["SQLite", "PostgreSQL"] as const;
export type DatabaseName = (typeof DATABASES)[number];

interface Opened {
  readonly engines: Store & { readonly stores: Stores };
  readonly keys: KeyStore;
}

/** Stores of one database, a new one at each call: tables are made once. Freed after the file of tests. */
export function newStores(name: DatabaseName = "SQLite"): () => Kept {
  const folder = mkdtempSync(join(tmpdir(), "relata-stores-"));
  let opened: Opened | undefined;
  let url = "";
  let count = 0;
  beforeAll(async () => {
    if (name === "PostgreSQL") ({ url } = await testDatabase());
  });
  afterAll(async () => {
    await opened?.keys.close();
    await opened?.engines.close();
    rmSync(folder, { recursive: true });
  });
  const open = (): Opened => {
    const file = join(folder, "authz.db");
    if (name === "SQLite") return { engines: sqlite(file), keys: sqliteKeys(file) };
    return { engines: postgres({ url, poolSize: 4 }), keys: postgresKeys({ url, poolSize: 2 }) };
  };
  return () => {
    opened ??= open();
    const { engines, keys } = opened;
    const store = `s${count++}`;
    return { store: engines.stores.open(store), keyStore: keys.store(store) };
  };
}
