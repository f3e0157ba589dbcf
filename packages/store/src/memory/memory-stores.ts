import { checkStoreName } from "../store-name.ts";
import type { Store } from "../store.ts";
import type { Stores } from "../stores.ts";
import type { MemoryDatabase } from "./memory-database.ts";

/** The stores of one database in memory. `Opened` is what it opens: it knows no more of a store than its name. */
export class MemoryStores<Opened extends Store> implements Stores {
  readonly #database: MemoryDatabase;
  readonly #open: (name: string) => Opened;

  constructor(database: MemoryDatabase, open: (name: string) => Opened) {
    this.#database = database;
    this.#open = open;
  }

  open(name: string): Opened {
    checkStoreName(name);
    return this.#open(name);
  }

  list(): readonly string[] {
    return this.#database.names();
  }

  delete(name: string): boolean {
    checkStoreName(name);
    return this.#database.delete(name);
  }
}
