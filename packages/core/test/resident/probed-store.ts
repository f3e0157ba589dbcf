import type { Store } from "@relata/core";
import { Failure } from "@relata/model";

/** A store that counts what is asked of it, and that can be made to fail. Writes are not looked at. */
export class ProbedStore {
  readonly store: Store;
  /** Whether it fails at whatever it is asked. */
  isDown = false;
  #counts = new Map<string, number>();

  constructor(store: Store) {
    const log = new Proxy(store.log, { get: (target, key) => this.#probed(target, key, "log.") });
    this.store = new Proxy(store, {
      get: (target, key) => (key === "log" ? log : this.#probed(target, key, "")),
    });
  }

  /** What was asked since this was asked last, but for listening. */
  counts(): Readonly<Record<string, number>> {
    const counts = Object.fromEntries(this.#counts);
    this.#counts = new Map();
    return counts;
  }

  #probed(target: object, key: string | symbol, prefix: string): unknown {
    const value: unknown = Reflect.get(target, key, target);
    if (typeof value !== "function") return value;
    const method = value as (...args: unknown[]) => unknown;
    if (!ASKED.has(`${prefix}${String(key)}`)) return method.bind(target);
    return (...args: unknown[]): unknown => {
      const name = `${prefix}${String(key)}`;
      this.#counts.set(name, (this.#counts.get(name) ?? 0) + 1);
      if (this.isDown) throw new Failure("store_unavailable", "the store is down");
      return method.apply(target, args);
    };
  }
}

const ASKED = new Set(["read", "scan", "contents", "log.newest", "log.revisions", "log.numberOf"]);
