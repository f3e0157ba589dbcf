import type { ConsistencyToken } from "./token.ts";

/**
 * Which state a read is of.
 *
 * - `fast`: a recent one. What was written through this very store is in it; what others wrote, within the bound that the
 *   adapter states. The default.
 * - `latest`: every write that was acknowledged before the read began is in it.
 * - `atLeast`: what the token names is in it, and perhaps more. (Zanzibar §2.4.4, "at least as fresh as a zookie".)
 * - `exactly`: the state right after the newest write that the token names, however often it is read.
 */
export type Consistency =
  | "fast"
  | "latest"
  | { readonly atLeast: ConsistencyToken }
  | { readonly exactly: ConsistencyToken };

/**
 * @throws Failure from every read that takes them: `invalid_consistency_token` for a token of another store; `token_not_reached`
 *   where the state did not come in time, as of a write that was rolled back; `snapshot_expired` where an exact state is
 *   past the history that is kept
 */
export interface ReadOptions {
  readonly consistency?: Consistency;
  /** Whether `exactly` the token of the read must be the very state that was read. Of others it may be a little newer. */
  readonly isRepeatable?: boolean;
}
