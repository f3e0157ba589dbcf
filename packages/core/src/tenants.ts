import { checkStoreName, type Store } from "@relata/store";

/** The stores of one database, by name: one for each tenant. Nothing of one reaches another. */
export class Tenants {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /** The names of all stores that anything was written to, in canonical order. */
  async list(): Promise<readonly string[]> {
    return this.#store.stores.list();
  }

  /**
   * Deletes everything of a store: tuples, attributes, models and history. Its tokens hold nowhere any more. False where there
   * was nothing.
   *
   * @throws Failure `invalid_store`
   */
  async delete(name: string): Promise<boolean> {
    checkStoreName(name);
    return this.#store.stores.delete(name);
  }
}
