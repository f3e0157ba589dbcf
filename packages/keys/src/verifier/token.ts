import type { Claims } from "./claims.ts";

/** A token that has been verified: there is no other way to one than through a verifier. */
export interface Token {
  readonly claims: Claims;
  /** The token as it came, to be handed on where the issuer is asked. */
  readonly text: string;
  readonly [verified]: true;
}

declare const verified: unique symbol;

/** Only `createVerifier` calls it. */
export function tokenOf(claims: Claims, text: string): Token {
  // Why not enumerable: whoever logs a token must not log what it can be used as.
  return Object.defineProperty({ claims }, "text", { value: text }) as unknown as Token;
}
