import { Failure } from "@relata/model";
import type { JSONWebKeySet } from "jose";
import type { Algorithm } from "../verifier/create-verifier.ts";
import { isDue, keyStates, newestOf, nextStart, type KeyState } from "./key-states.ts";
import type { Sealer } from "./key-encryption.ts";
import { signerOf, type Signer } from "./signer.ts";
import { newSigningKey, readSigningKey, type SigningKey } from "./signing-key.ts";
import type { SigningKeyStore, StoredSigningKey } from "./signing-key-store.ts";
import type { Timing } from "./timing.ts";

/** The public keys, to be served as `/.well-known/jwks.json`. RFC 7517. */
export interface PublishedKeys {
  readonly document: JSONWebKeySet;
  /** For its `Cache-Control: public, max-age=…`. */
  readonly maxAgeSeconds: number;
}

/** What is known of a key without its secret. */
export interface SigningKeyEntry extends Omit<StoredSigningKey, "material"> {
  readonly state: KeyState;
}

export interface SigningKeysParts {
  readonly store: SigningKeyStore;
  readonly sealer: Sealer;
  readonly algorithm: Algorithm;
  readonly timing: Timing;
  readonly clock: () => number;
}

/** A key that is not there may be made by another process at the same time; more than a few times, it is not. */
const ATTEMPTS = 5;

/**
 * The keys that sign tokens. Law: at no moment is a token that counts refused for want of its key by a verifier that keeps the
 * document no longer than `timing` says, whatever is rotated, and by whichever process.
 *
 * @throws Failure `store_unavailable`, `signing_key_unreadable` from every method
 */
export class SigningKeys {
  readonly #parts: SigningKeysParts;
  readonly #read = new Map<string, Promise<SigningKey>>();
  #rows: readonly StoredSigningKey[] = [];
  #loadedAt = Number.NEGATIVE_INFINITY;

  constructor(parts: SigningKeysParts) {
    this.#parts = parts;
  }

  /**
   * Makes the first key, or the next one where it is time, and removes those that are of no use. To be called now and then, by
   * any number of processes: once a day is enough.
   */
  async tend(): Promise<void> {
    const { store, timing } = this.#parts;
    await this.#reload();
    if (isDue(this.#rows, this.#now(), timing)) await this.#add();
    const gone = this.#states().filter(({ state }) => state === "gone");
    if (gone.length === 0) return;
    await store.remove(gone.map(({ key }) => key.kid));
    await this.#reload();
  }

  /** Makes the next key, of the algorithm that is configured now. It is published at once, and signs when every verifier has it. */
  async rotate(): Promise<SigningKeyEntry> {
    await this.#reload();
    return this.#entry(await this.#add());
  }

  /**
   * Takes a key away at once: one that became known. Its tokens are refused as soon as verifiers look again; the next key
   * steps in, or a new one.
   */
  async withdraw(kid: string): Promise<void> {
    await this.#parts.store.remove([kid]);
    await this.tend();
  }

  /** All keys, in the order of generations. */
  async list(): Promise<readonly SigningKeyEntry[]> {
    await this.#fresh();
    return this.#rows.map((row) => this.#entry(row));
  }

  /** What signs tokens now. To be asked for anew for each token: a key signs for its time, and no longer. */
  async signer(): Promise<Signer> {
    await this.#fresh();
    const current = this.#states().find(({ state }) => state === "current");
    if (current !== undefined) return signerOf(await this.#usable(current.key));
    throw new Failure("signing_key_unreadable", "there is no signing key: call `tend` to make one");
  }

  async published(): Promise<PublishedKeys> {
    await this.#fresh();
    const keys = await Promise.all(
      this.#states()
        .filter(({ state }) => state !== "gone")
        .map(({ key }) => this.#usable(key)),
    );
    return {
      document: { keys: keys.map(({ publicJwk }) => publicJwk) },
      maxAgeSeconds: Math.floor(this.#parts.timing.documentMs / 1_000),
    };
  }

  async #add(): Promise<StoredSigningKey> {
    const { store, algorithm, sealer, timing } = this.#parts;
    const made = await newSigningKey(algorithm, sealer);
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const createdMs = this.#now();
      const generation = (newestOf(this.#rows)?.generation ?? 0) + 1;
      const key = { ...made, generation, createdMs, signsFromMs: nextStart(this.#rows, createdMs, timing) };
      const isAdded = await store.add(key);
      await this.#reload();
      if (isAdded) return key;
      // Another process was faster: its key is as good, where one was due.
      const theirs = newestOf(this.#rows);
      if (theirs !== undefined && theirs.generation >= generation) return theirs;
    }
    throw new Failure("store_unavailable", "the store neither takes a signing key nor has another of its generation");
  }

  async #fresh(): Promise<void> {
    const age = this.#now() - this.#loadedAt;
    if (age >= this.#parts.timing.reloadMs) await this.#reload();
  }

  async #reload(): Promise<void> {
    const at = this.#now();
    this.#rows = await this.#parts.store.list();
    this.#loadedAt = at;
    const kids = new Set(this.#rows.map(({ kid }) => kid));
    for (const kid of this.#read.keys()) if (!kids.has(kid)) this.#read.delete(kid);
  }

  /** Each key is decrypted once. */
  #usable(key: StoredSigningKey): Promise<SigningKey> {
    let read = this.#read.get(key.kid);
    if (read === undefined) {
      read = readSigningKey(key, this.#parts.sealer);
      this.#read.set(key.kid, read);
    }
    return read;
  }

  #states() {
    return keyStates(this.#rows, this.#now(), this.#parts.timing);
  }

  /** Why by name: the private half must not come along. */
  #entry({ kid, generation, algorithm, createdMs, signsFromMs }: StoredSigningKey): SigningKeyEntry {
    const state = this.#states().find(({ key }) => key.kid === kid)?.state ?? "gone";
    return { kid, generation, algorithm, createdMs, signsFromMs, state };
  }

  #now(): number {
    return this.#parts.clock();
  }
}
