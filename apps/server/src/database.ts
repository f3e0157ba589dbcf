import type { Store } from "@relata/core";
import type { KeyStore, Limiter } from "@relata/keys";
import { postgresKeys, postgresLimiter } from "@relata/keys/postgres";
import { sqliteKeys, sqliteLimiter } from "@relata/keys/sqlite";
import { postgres } from "@relata/postgres";
import { sqlite } from "@relata/sqlite";

/** Where all is kept: tuples, keys, what signs tokens, and the counts of limits. Any number of servers may use one. */
export type Database =
  | { readonly kind: "sqlite"; readonly path: string }
  /** The URL may hold a password, and is never shown. */
  | { readonly kind: "postgres"; readonly url: string };

/** The engine's store. @throws Failure `store_unreadable`, `store_unavailable` */
export function openStore(database: Database): Store {
  switch (database.kind) {
    case "sqlite":
      return sqlite(database.path);
    case "postgres":
      return postgres(database.url);
  }
}

/** The keys beside it, and where requests are counted: for all servers of the database. */
export interface OpenedKeys {
  readonly keyStore: KeyStore;
  readonly limiter: Limiter;
}

/** @throws Failure `store_unreadable`, `store_unavailable` */
export function openKeys(database: Database): OpenedKeys {
  switch (database.kind) {
    case "sqlite": {
      const keyStore = sqliteKeys(database.path);
      return { keyStore, limiter: sqliteLimiter(keyStore) };
    }
    case "postgres": {
      const keyStore = postgresKeys(database.url);
      return { keyStore, limiter: postgresLimiter(keyStore) };
    }
  }
}
