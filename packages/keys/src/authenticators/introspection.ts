import type { Keys } from "../life/keys.ts";
import { ANYWHERE } from "../life/verification.ts";
import type { Principal } from "../principal.ts";
import { isRefusal, Refusal } from "../refusal.ts";
import type { Claims } from "../verifier/claims.ts";
import { speakerOf, type ExchangedTokensOptions } from "./exchanged-tokens.ts";
import { OwnTokens } from "./own-tokens.ts";

export interface IntrospectionOptions extends ExchangedTokensOptions {
  readonly keys: Pick<Keys, "principalOf" | "recognises" | "verify">;
}

/** A key or a token that counts at this moment. */
export interface Introspected {
  /** Who calls with it. */
  readonly principal: Principal;
  /** What is in the token; absent where a key was shown. */
  readonly claims?: Claims;
}

/**
 * A function that says whether a token of our exchange, or a key, counts now. A key that is revoked, disabled, expired or without its owner
 * counts no more, and neither does any token of it, from that moment on. To ask uses nothing: no limit is taken from, no address
 * is looked at, and no last use is noted. Source: RFC 7662.
 *
 * @throws Failure `invalid_settings`; from the function as the stores have
 */
export function createIntrospection(options: IntrospectionOptions) {
  const { keys } = options;
  const tokens = new OwnTokens(options);
  return async (text: string): Promise<Introspected | Refusal> => {
    if (keys.recognises(text)) {
      const principal = await keys.verify(text, ANYWHERE);
      return isRefusal(principal) ? principal : { principal };
    }
    if (!tokens.recognises(text)) return new Refusal("invalid_token", "unknown");
    const claims = await tokens.read(text);
    if (isRefusal(claims)) return claims;
    const principal = await speakerOf(options, claims.apiKeyId, ANYWHERE);
    return isRefusal(principal) ? principal : { principal, claims };
  };
}
