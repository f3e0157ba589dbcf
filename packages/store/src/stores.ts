import type { MaybePromise, Store } from "./store.ts";

/** The store that is meant where none is named. */
export const MAIN_STORE = "main";

/**
 * The stores of one database: a store for each tenant. They share connections, migrations and the order of revisions, and
 * nothing else: no question, write, token, list, log or model of one reaches another.
 */
export interface Stores {
  /**
   * The store of that name, which need not be there yet: it is made by its first write, and empty until then. Costs nothing.
   * Closing it does nothing: what is closed is the database.
   *
   * @throws Failure `invalid_store` for a name that is empty, or longer than 128 characters, or holds control characters
   */
  open(name: string): Store;

  /** The names of all stores that anything was written to, in canonical order. */
  list(): MaybePromise<readonly string[]>;

  /**
   * Deletes everything of a store: tuples, attributes, models, history, idempotency keys. Its tokens hold nowhere any more.
   * False where there was nothing.
   */
  delete(name: string): MaybePromise<boolean>;
}
