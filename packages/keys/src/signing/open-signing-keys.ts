import type { Algorithm } from "../verifier/create-verifier.ts";
import { sealerOf, type KeyEncryption } from "./key-encryption.ts";
import { SigningKeys } from "./signing-keys.ts";
import type { SigningKeyStore } from "./signing-key-store.ts";
import { checkTiming, DEFAULT_TIMING, type Timing } from "./timing.ts";

export interface SigningKeysOptions {
  readonly store: SigningKeyStore;
  /** Under which keys the private halves are encrypted, the newest first. */
  readonly encryption: KeyEncryption;
  /** Of the keys that are made from now on. Default: `RS256`, as existing verifiers expect. */
  readonly algorithm?: Algorithm;
  /** Milliseconds since the epoch. Default: `Date.now`. */
  readonly clock?: () => number;
  /** What is not given is as in `DEFAULT_TIMING`. Every process must be given the same. */
  readonly timing?: Partial<Timing>;
}

/**
 * The signing keys of a store, with a first one where there is none.
 *
 * @throws Failure `invalid_settings`, `store_unavailable`
 */
export async function openSigningKeys(options: SigningKeysOptions): Promise<SigningKeys> {
  const { store, encryption, algorithm = "RS256", clock = Date.now } = options;
  const timing = checkTiming({ ...DEFAULT_TIMING, ...options.timing });
  const keys = new SigningKeys({ store, sealer: sealerOf(encryption), algorithm, clock, timing });
  await keys.tend();
  return keys;
}
