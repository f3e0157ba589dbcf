import type { Claims } from "../verifier/claims.ts";

/** A token for a key. */
export interface Exchanged {
  readonly token: string;
  readonly tokenType: "Bearer";
  /** Seconds. */
  readonly expiresIn: number;
  /** RFC 3339. */
  readonly expiresAt: string;
  /** What is in the token. */
  readonly claims: Claims;
}
