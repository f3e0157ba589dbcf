import { Failure, type SubjectRef } from "@relata/model";
import { createRemoteJWKSet, errors, jwtVerify, type JWTPayload, type JWTVerifyGetKey } from "jose";
import type { Authenticator } from "../authenticator.ts";
import type { Principal } from "../principal.ts";
import { isRefusal, Refusal } from "../refusal.ts";
import { unproven } from "./unproven.ts";

/** A principal but for what it showed, which is a token. */
export type Spoken = Omit<Principal, "via">;

export interface JwtOptions {
  /** Exactly the `iss` of its tokens. Tokens of others are not recognised. */
  readonly issuer: string;
  readonly audience: string | readonly string[];
  /** The algorithms of its keys, as `["RS256"]`: no others are accepted, whatever a token says. */
  readonly algorithms: readonly string[];
  /** Where its public keys are, as `https://issuer.example/.well-known/jwks.json`; or what finds them. */
  readonly jwks: string | URL | JWTVerifyGetKey;
  /** Who a token speaks for. Default: `user:<sub>`. Undefined or a refusal for nobody. */
  readonly principal?: (claims: JWTPayload) => Spoken | Refusal | undefined;
  /** The `typ` of its tokens, such as `at+jwt`, where it must have one. */
  readonly type?: string;
  /** How far clocks may differ. Default: 5. */
  readonly toleranceSeconds?: number;
  /** Default: `jwt`. */
  readonly name?: string;
}

/**
 * Tokens of an OIDC issuer, of a session library, or of any other that publishes its keys. A token is recognised by its issuer,
 * before anything of it is believed; from there on it is judged here alone.
 *
 * @throws Failure `invalid_key` without an issuer, an audience or algorithms, or with `none`
 */
export function jwtAuthenticator(options: JwtOptions): Authenticator {
  const { issuer, audience, algorithms, jwks, name = "jwt", toleranceSeconds = 5, type } = options;
  const { principal = userOf } = options;
  if (issuer === "" || audience.length === 0 || algorithms.length === 0 || !algorithms.every(isAsymmetric)) {
    throw new Failure("invalid_key", "tokens need an issuer, an audience, and algorithms with public keys, as `RS256`");
  }
  const keys = typeof jwks === "function" ? jwks : createRemoteJWKSet(new URL(jwks));
  const verify = async (token: string): Promise<JWTPayload> => {
    const { payload } = await jwtVerify(token, keys, {
      issuer,
      audience: typeof audience === "string" ? audience : [...audience],
      algorithms: [...algorithms],
      clockTolerance: toleranceSeconds,
      requiredClaims: ["exp", "sub"],
      ...(type !== undefined && { typ: type }),
    });
    return payload;
  };
  return {
    name,
    recognises: ({ credential }) => unproven(credential?.secret.reveal())?.iss === issuer,
    authenticate: async ({ credential }) => {
      const claims = await claimsOf(verify(credential?.secret.reveal() ?? ""));
      if (isRefusal(claims)) return claims;
      const spoken = principal(claims) ?? new Refusal("invalid_token", "token");
      // Why last: nobody makes a key of a token by saying so.
      return isRefusal(spoken) ? spoken : { ...spoken, via: "token" };
    },
  };
}

/** A token that is no good is a refusal. That the keys could not be fetched is a failure: nobody knows then. */
async function claimsOf(verified: Promise<JWTPayload>): Promise<JWTPayload | Refusal> {
  try {
    return await verified;
  } catch (error) {
    const isUnknowable = !(error instanceof errors.JOSEError) || error instanceof errors.JWKSTimeout;
    // The one code for a failure of what is asked over the network, and for keys that are not published as they should be.
    if (isUnknowable || error.code === "ERR_JOSE_GENERIC" || error instanceof errors.JWKSInvalid) {
      throw new Failure("store_unavailable", "the public keys of the issuer could not be fetched", { cause: error });
    }
    return new Refusal("invalid_token", "token");
  }
}

function isAsymmetric(algorithm: string): boolean {
  return /^(RS|PS|ES)(256|384|512)$|^EdDSA$|^Ed25519$/.test(algorithm);
}

function userOf({ sub }: JWTPayload): Spoken | undefined {
  if (sub === undefined || sub === "") return undefined;
  const subject: SubjectRef = { type: "user", id: sub };
  return { kind: "user", subject, asks: [subject] };
}
