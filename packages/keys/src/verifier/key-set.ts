import { createLocalJWKSet, errors, type JSONWebKeySet, type JWSHeaderParameters } from "jose";
import { fetchJson } from "./fetch-json.ts";
import { VerifierFault } from "./verifier-fault.ts";

/** The issuer's public keys: where they are, what they are, or how to get them. */
export type KeySource = string | URL | JSONWebKeySet | (() => JSONWebKeySet | Promise<JSONWebKeySet>);

export interface KeySetOptions {
  readonly clock: () => number;
  /** How long keys are used before they are looked at again. */
  readonly cacheMs: number;
  /** The least time between two looks, however many unknown keys tokens name. */
  readonly cooldownMs: number;
  /** How long keys are used where the issuer does not answer. */
  readonly staleMs: number;
}

type Find = ReturnType<typeof createLocalJWKSet>;

/**
 * The public keys of an issuer, looked at again when they are old, and when a token names one that is not among them. Many
 * verifications at once look once.
 */
export class KeySet {
  readonly #load: () => unknown;
  readonly #options: KeySetOptions;
  #find: Find | undefined;
  #loadedAt = Number.NEGATIVE_INFINITY;
  #triedAt = Number.NEGATIVE_INFINITY;
  #loading: Promise<Find> | undefined;

  /** @throws VerifierFault `misconfigured` */
  constructor(source: KeySource, options: KeySetOptions) {
    this.#load = loaderOf(source);
    this.#options = options;
  }

  /**
   * The key that a token names.
   *
   * @throws JWKSNoMatchingKey where the issuer has none of that name and algorithm
   * @throws VerifierFault `keys_unavailable`
   */
  async key(header: JWSHeaderParameters): Promise<Awaited<ReturnType<Find>>> {
    // Why: of a token that names none, another key than its own might be tried.
    if (typeof header.kid !== "string") throw new errors.JWKSNoMatchingKey();
    const find = await this.#current();
    try {
      return await find(header);
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey) || this.#isCool()) throw error;
      return (await this.#look())(header);
    }
  }

  async #current(): Promise<Find> {
    const held = this.#find;
    const age = this.#options.clock() - this.#loadedAt;
    if (held !== undefined && age < this.#options.cacheMs) return held;
    const isUsable = held !== undefined && age < this.#options.staleMs;
    if (isUsable && this.#isCool()) return held;
    try {
      return await this.#look();
    } catch (error) {
      if (isUsable) return held;
      throw error;
    }
  }

  #isCool(): boolean {
    return this.#options.clock() - this.#triedAt < this.#options.cooldownMs;
  }

  #look(): Promise<Find> {
    this.#loading ??= this.#loadOnce().finally(() => {
      this.#loading = undefined;
    });
    return this.#loading;
  }

  async #loadOnce(): Promise<Find> {
    const at = this.#options.clock();
    this.#triedAt = at;
    try {
      const document = (await this.#load()) as JSONWebKeySet;
      const find = createLocalJWKSet(document);
      // Invariant: an issuer without keys has signed nothing yet, and is looked at again for the first token.
      if (document.keys.length > 0) [this.#find, this.#loadedAt] = [find, at];
      return find;
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw new VerifierFault("keys_unavailable", `the issuer's keys could not be read: ${reason}`, { cause });
    }
  }
}

function loaderOf(source: KeySource): () => unknown {
  if (typeof source === "function") return source;
  if (typeof source === "object" && !(source instanceof URL)) return () => source;
  if (!URL.canParse(String(source))) {
    throw new VerifierFault("misconfigured", "`jwks` is no URL: write `https://…/.well-known/jwks.json`");
  }
  const url = new URL(String(source));
  return () => fetchJson(url);
}
