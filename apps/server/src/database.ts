import type { Store } from "@relata/core";
import type { KeyStore, Limiter } from "@relata/keys";
import { postgresKeys, postgresLimiter } from "@relata/keys/postgres";
import { sqliteKeys } from "@relata/keys/sqlite";
import { postgres } from "@relata/postgres";
import { sqlite } from "@relata/sqlite";

/** Where all is kept: tuples, keys, what signs tokens, and on PostgreSQL the counts of limits. */
export type Database =
  | { readonly kind: "sqlite"; readonly path: string }
  /** The URL may hold a password, and is never shown. Any number of servers may use one database. */
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

/** The keys beside it, and where requests are counted: in this process alone where it is not said. */
export interface OpenedKeys {
  readonly keyStore: KeyStore;
  readonly limiter?: Limiter;
}

/** @throws Failure `store_unreadable`, `store_unavailable` */
export function openKeys(database: Database): OpenedKeys {
  switch (database.kind) {
    case "sqlite":
      return { keyStore: sqliteKeys(database.path) };
    case "postgres": {
      const keyStore = postgresKeys(database.url);
      return { keyStore, limiter: postgresLimiter(keyStore) };
    }
  }
}
