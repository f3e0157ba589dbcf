import type { Algorithm } from "../verifier/create-verifier.ts";

/** A signing key as it is stored. Rows are added and removed, and never changed: what state a key is in, the clock tells. */
export interface StoredSigningKey {
  /** The thumbprint of its public half. RFC 7638. */
  readonly kid: string;
  /** From 1, in the order in which keys sign. No two keys have the same. */
  readonly generation: number;
  readonly algorithm: Algorithm;
  /** Milliseconds since the epoch: published from then on. */
  readonly createdMs: number;
  /** Signs from then on, until the next generation does. */
  readonly signsFromMs: number;
  /** The private key: a JWK (RFC 7517), encrypted as a compact JWE (RFC 7516) or plain. */
  readonly material: string;
}

/**
 * Where signing keys are kept. Law: of two that add the same generation at once, one is answered true.
 *
 * @throws Failure `store_unavailable`, `closed` from every method
 */
export interface SigningKeyStore {
  /** Every key, in the order of generations. */
  list(): Promise<readonly StoredSigningKey[]>;
  /** Adds a key, unless its generation is there already; answers whether it was added. */
  add(key: StoredSigningKey): Promise<boolean>;
  /** Removes keys; those that are not there are passed over. */
  remove(kids: readonly string[]): Promise<void>;
}
