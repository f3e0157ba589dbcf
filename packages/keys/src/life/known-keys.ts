import { hash, randomBytes } from "node:crypto";
import type { KeyRecord } from "../key.ts";
import type { Mark } from "../key-store.ts";
import type { Principal } from "../principal.ts";

/** What was read of a key whose secret was shown, and of what state: in no other may it be used. */
export interface KnownKey {
  readonly key: KeyRecord;
  /** When the secret itself ends. */
  readonly validUntil?: number | undefined;
  /** Who is calling with it, where that takes nothing of limits. */
  readonly principal: Principal;
  /** When it was read, and when time alone would let it be read otherwise. Milliseconds since the epoch. */
  readonly since: number;
  readonly until: number;
  readonly mark: Mark;
}

/**
 * Keys that were shown and were good, by a hash of what was shown, under a salt of this process: neither a secret nor what it is stored
 * as is kept. Beyond so many the oldest goes.
 *
 * Law: what is known changes no answer. Whoever takes one looks at the mark of the store, and at the clock.
 */
export class KnownKeys {
  readonly #salt = randomBytes(32).toString("base64url");
  readonly #most: number;
  readonly #known = new Map<string, KnownKey>();

  constructor(most: number) {
    this.#most = most;
  }

  /** What a secret is called here; undefined where nothing is kept. */
  nameOf(text: string): string | undefined {
    return this.#most === 0 ? undefined : hash("sha256", this.#salt + text, "base64url");
  }

  get(name: string): KnownKey | undefined {
    return this.#known.get(name);
  }

  keep(name: string, known: KnownKey): void {
    this.#known.delete(name);
    this.#known.set(name, known);
    if (this.#known.size > this.#most) this.forget(this.#known.keys().next().value ?? name);
  }

  forget(name: string): void {
    this.#known.delete(name);
  }
}
