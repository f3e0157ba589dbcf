import { jwtVerify, type JWTPayload } from "jose";
import { MAX_LIFE_SECONDS, TOKEN_TYPE } from "./claims.ts";
import { KeySet, type KeySource } from "./key-set.ts";
import { readClaims } from "./read-claims.ts";
import { refusalOf, type Refusal } from "./refusal.ts";
import type { RevocationSource } from "./revocation.ts";
import { RevokedKeys } from "./revoked-keys.ts";
import { tokenOf, type Token } from "./token.ts";
import { VerifierFault } from "./verifier-fault.ts";

/** How tokens may be signed: with the private half of a pair, so that whoever verifies can sign nothing. */
export type Algorithm = "RS256" | "ES256" | "Ed25519";

export interface VerifierOptions {
  /** The `iss` of tokens. */
  readonly issuer: string;
  /** Who reads the token: its `aud`, or those that it may be. A token for another service is refused. */
  readonly audience: string | readonly string[];
  /** The algorithms that are taken, whatever a token says of itself. */
  readonly algorithms: readonly Algorithm[];
  /** The issuer's public keys: a URL, the document itself, or a function that fetches it. */
  readonly jwks: KeySource;
  /** The list of revoked keys: a URL or a function. Without it, a token counts for as long as it lives. */
  readonly revocations?: RevocationSource;
  /** What the URL of that list is asked with, as `Bearer`: a key of this service. It stands in no error. */
  readonly credential?: string;
  /** Milliseconds since the epoch. Default: `Date.now`. */
  readonly clock?: () => number;
  /** How long keys are used before they are looked at again, in milliseconds. Default: 600,000. */
  readonly cacheMs?: number;
  /** The least time between two looks at the keys, in milliseconds. Default: 30,000. */
  readonly cooldownMs?: number;
  /** How long keys are used while the issuer does not answer, in milliseconds. Default: 3,600,000. */
  readonly staleMs?: number;
  /** How long the list of revoked keys is used before it is fetched again, in milliseconds. Default: 15,000. */
  readonly revocationsMs?: number;
  /** How far ahead the issuer's clock may be, in milliseconds. Nothing is added to the life of a token. Default: 5,000. */
  readonly toleranceMs?: number;
}

/** A token that may be read, or why it may not. */
export type Verified = { readonly ok: true; readonly token: Token } | { readonly ok: false; readonly refusal: Refusal };

export interface Verifier {
  /**
   * Whether the text is an exchanged token of the issuer for this audience that counts now.
   *
   * @throws VerifierFault `keys_unavailable`, `revocations_unavailable`
   */
  verify(text: string): Promise<Verified>;
}

const ALGORITHMS: ReadonlySet<string> = new Set<Algorithm>(["RS256", "ES256", "Ed25519"]);

/**
 * Reads exchanged tokens: without a database, in any runtime that has WebCrypto.
 *
 * ```ts
 * const verifier = createVerifier({ issuer, audience, algorithms: ["RS256"], jwks: `${issuer}/.well-known/jwks.json` });
 * const verified = await verifier.verify(text);
 * if (verified.ok) verdict(verified.token, "document", "readme", "read"); // "allow", "deny" or "ask"
 * ```
 *
 * @throws VerifierFault `misconfigured`
 */
export function createVerifier(options: VerifierOptions): Verifier {
  const { issuer, audience, algorithms, jwks, revocations, credential } = options;
  checkOptions(options);
  const { clock = Date.now, toleranceMs = 5_000, revocationsMs = 15_000 } = options;
  const { cacheMs = 600_000, cooldownMs = 30_000, staleMs = 3_600_000 } = options;
  const keys = new KeySet(jwks, { clock, cacheMs, cooldownMs, staleMs });
  const revoked =
    revocations === undefined
      ? undefined
      : new RevokedKeys(revocations, {
          clock,
          maxAgeMs: revocationsMs,
          ...(credential !== undefined && { credential }),
        });

  return {
    verify: async (text) => {
      const now = clock();
      const payload = await payloadOf(() =>
        jwtVerify(text, (header) => keys.key(header), {
          issuer,
          audience: typeof audience === "string" ? audience : [...audience],
          algorithms: [...algorithms],
          typ: TOKEN_TYPE,
          currentDate: new Date(now),
        }),
      );
      if (typeof payload === "string") return refused(payload);
      const claims = readClaims(payload);
      if (claims === undefined) return refused("not_exchanged");
      if (claims.iat * 1_000 > now + toleranceMs) return refused("not_yet_valid");
      if (claims.exp - claims.iat > MAX_LIFE_SECONDS) return refused("lives_too_long");
      if ((await revoked?.has(claims)) === true) return refused("revoked");
      return { ok: true, token: tokenOf(claims, text) };
    },
  };
}

async function payloadOf(verify: () => Promise<{ readonly payload: JWTPayload }>): Promise<JWTPayload | Refusal> {
  try {
    return (await verify()).payload;
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal === undefined) throw error;
    return refusal;
  }
}

function refused(refusal: Refusal): Verified {
  return { ok: false, refusal };
}

/** Why: an empty issuer or audience would be passed over, and callers in plain JavaScript hold what they hold. */
function checkOptions({ issuer, audience, algorithms }: VerifierOptions): void {
  const texts = { issuer: [issuer], audience: typeof audience === "string" ? [audience] : audience };
  for (const [name, values] of Object.entries(texts)) {
    if (!Array.isArray(values) || values.length === 0 || !values.every((one) => typeof one === "string" && one !== ""))
      throw new VerifierFault("misconfigured", `\`${name}\` must be text: what tokens say of themselves is not enough`);
  }
  if (Array.isArray(algorithms) && algorithms.length > 0 && algorithms.every((one) => ALGORITHMS.has(one))) return;
  throw new VerifierFault("misconfigured", `\`algorithms\` must name some of ${[...ALGORITHMS].join(", ")}`);
}
