import type { Store } from "@relata/core";
import type { PostgresLiveRows } from "@relata/postgres";
import type { SqliteLiveRows } from "@relata/sqlite";

/** A store whose tables an application's own statements can name. */
export type LiveStore = Store & { readonly live: SqliteLiveRows | PostgresLiveRows };
