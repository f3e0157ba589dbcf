import type { Tables } from "./tables/tables.ts";

/** The rows of one store of a database. */
export interface Scope {
  readonly tables: Tables;
  /** Its name: the value of `store` in every row. */
  readonly store: string;
}

/** What of a store is read, in the snapshot of the transaction around it. */
export interface State extends Scope {
  /** The number of the revision right after which it is; what is live in the snapshot, where it is left out. */
  readonly at?: number;
}
