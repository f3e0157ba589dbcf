import type { Store } from "@relata/core";

/** A store that counts what plans ask of it: what a question has cost so far. */
export class CountedStore {
  readonly store: Store;
  asked = 0;
  reads = 0;

  constructor(store: Store) {
    this.store = overridden(store, "read", (start, options) => {
      this.reads++;
      return store.read((ask) => {
        if (ask === undefined) return start();
        return start((wanted) => {
          this.asked++;
          return ask(wanted);
        });
      }, options);
    });
  }
}

/** The store, with another method in the place of one. */
export function overridden<K extends keyof Store>(store: Store, name: K, method: Store[K]): Store {
  return new Proxy(store, {
    get: (target, key) => {
      const value: unknown = key === name ? method : Reflect.get(target, key, target);
      return typeof value === "function" ? (value as (...args: unknown[]) => unknown).bind(target) : value;
    },
  });
}
