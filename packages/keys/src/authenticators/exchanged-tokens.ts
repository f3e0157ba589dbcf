import { Failure, isFailure } from "@relata/model";
import type { Authenticator, Presented } from "../authenticator.ts";
import { checkIssuer } from "../exchange/check-issuer.ts";
import type { Keys } from "../life/keys.ts";
import type { Principal } from "../principal.ts";
import { isRefusal, Refusal } from "../refusal.ts";
import type { SigningKeys } from "../signing/signing-keys.ts";
import { EXCHANGE_SCOPE, type Claims } from "../verifier/claims.ts";
import { createVerifier, type Algorithm, type Verifier } from "../verifier/create-verifier.ts";
import type { EnvironmentAuthenticator } from "./environment-keys.ts";
import { unproven } from "./unproven.ts";

export interface ExchangedTokensOptions {
  readonly keys: Pick<Keys, "principalOf">;
  /** What signed the tokens: asked for the public halves, and nobody over a network. */
  readonly signing: Pick<SigningKeys, "published">;
  /** The `iss` of the exchange. */
  readonly issuer: string;
  /** All the audiences of the exchange: whoever reads a token may ask us in its name. */
  readonly audiences: readonly string[];
  /** Where the environment has keys: a token of one counts while it is there. Without, such tokens are refused. */
  readonly environment?: Pick<EnvironmentAuthenticator, "principalOf">;
  /** Milliseconds since the epoch. Default: `Date.now`. */
  readonly clock?: () => number;
}

/** All that we sign with: what was configured before may have signed what still counts. */
const ALGORITHMS: readonly Algorithm[] = ["RS256", "ES256", "Ed25519"];
/** Keys are read from memory: what is withdrawn counts no longer than that. */
const KEYS_FOR_MS = 1_000;

/**
 * The tokens of our own exchange. A token says who asks, and no more: what the caller may do is asked of the key as it stands
 * now, so that it is refused from the moment the key is, and its claims on permissions are not read. Addresses and limits are
 * the key's. Recognised by issuer and scope, so that tokens of other kinds may have the same issuer.
 *
 * @throws Failure `invalid_settings` without an issuer or audiences
 */
export function exchangedTokens(options: ExchangedTokensOptions): Authenticator {
  const { keys, signing, issuer, audiences, environment, clock = Date.now } = options;
  checkIssuer(options);
  const verifier = createVerifier({
    issuer,
    audience: audiences,
    algorithms: ALGORITHMS,
    jwks: async () => (await signing.published()).document,
    clock,
    cacheMs: KEYS_FOR_MS,
    cooldownMs: 0,
  });
  return {
    name: "tokens",
    recognises: ({ credential }) => isOurs(unproven(credential), issuer),
    authenticate: async (presented): Promise<Principal | Refusal> => {
      const claims = await claimsOf(verifier, presented);
      if (isRefusal(claims)) return claims;
      const known = await environment?.principalOf(claims.apiKeyId);
      if (isRefusal(known)) return known;
      if (known !== undefined) return { ...known, via: "token" };
      return keys.principalOf(claims.apiKeyId, presented.request.address);
    },
  };
}

function isOurs(claims: ReturnType<typeof unproven>, issuer: string): boolean {
  return claims?.iss === issuer && claims["scope"] === EXCHANGE_SCOPE;
}

/** @throws Failure as the store of signing keys has */
async function claimsOf(verifier: Verifier, { credential }: Presented): Promise<Claims | Refusal> {
  try {
    const verified = await verifier.verify(credential?.secret.reveal() ?? "");
    return verified.ok ? verified.token.claims : new Refusal("invalid_token", "token");
  } catch (error) {
    const cause = error instanceof Error ? error.cause : undefined;
    if (isFailure(cause)) throw cause;
    throw new Failure("store_unavailable", "the keys that sign tokens could not be read", { cause: error });
  }
}
