import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { postgres } from "@relata/postgres";
import { startServer } from "@relata/postgres-server";
import { sqlite } from "@relata/sqlite";
import { memoryStore, type Store } from "@relata/store";

export const BACKENDS = ["memory", "sqlite", "postgres"] as const;

export type BackendName = (typeof BACKENDS)[number];

/** A database in which every case has a store of its own. */
export interface Backend {
  readonly name: BackendName;
  readonly store: (name: string) => Store;
  readonly close: () => Promise<void>;
}

/**
 * Opens the databases that cases run on. PostgreSQL is the server that `RELATA_TEST_POSTGRES_URL` names, whose database gets tables
 * under a prefix of this run; or one of this run's own, which goes with it.
 */
export async function openBackends(names: readonly BackendName[]): Promise<readonly Backend[]> {
  const opened: Backend[] = [];
  try {
    for (const name of names) opened.push(await openBackend(name));
    return opened;
  } catch (error) {
    await closeBackends(opened);
    throw error;
  }
}

export async function closeBackends(backends: readonly Backend[]): Promise<void> {
  for (const backend of backends) await backend.close();
}

async function openBackend(name: BackendName): Promise<Backend> {
  switch (name) {
    case "memory":
      return of(name, memoryStore());
    case "sqlite": {
      const folder = mkdtempSync(join(tmpdir(), "relata-conformance-"));
      return of(name, sqlite(join(folder, "authz.db")), async () => rmSync(folder, { recursive: true, force: true }));
    }
    case "postgres": {
      const url = process.env["RELATA_TEST_POSTGRES_URL"] ?? "";
      if (url !== "") return of(name, postgres({ url, prefix: `conformance_${process.pid}_` }));
      const server = await startServer();
      return of(name, postgres(server.url), async () => server.stop());
    }
  }
}

function of(name: BackendName, database: Store, after?: () => Promise<void>): Backend {
  return {
    name,
    store: (each) => database.stores.open(each),
    close: async () => {
      await database.close();
      await after?.();
    },
  };
}
