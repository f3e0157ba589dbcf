import { createVerifier, type VerifierOptions } from "@relata/keys/verifier";
import { exportJWK, generateKeyPair, SignJWT, type JSONWebKeySet } from "jose";
import { AUDIENCE, clockAt, ISSUER, START } from "../exchange/exchange-situation.ts";

/** The issuer's pairs of keys, a stranger's, and the document of those that are published. */
export const pair = await generateKeyPair("ES256", { extractable: true });
export const other = await generateKeyPair("ES256", { extractable: true });
export const rsa = await generateKeyPair("RS256", { extractable: true });
export const jwks: JSONWebKeySet = {
  keys: [
    { ...(await exportJWK(pair.publicKey)), kid: "one", alg: "ES256", use: "sig" },
    { ...(await exportJWK(rsa.publicKey)), kid: "rsa", alg: "RS256", use: "sig" },
  ],
};

export const CLAIMS = {
  iss: ISSUER,
  aud: AUDIENCE,
  iat: START / 1_000,
  exp: START / 1_000 + 900,
  jti: "1",
  sub: "ann",
  scope: "api_key_exchange",
  apiKeyId: "k",
  permissions: { document: ["view"] },
  abac_required: {},
  perm_complete: true,
  mid: "m",
};

/** A token by hand, with whatever claims and header. */
export function tokenWith(claims: object = {}, header: object = {}, by = pair): Promise<string> {
  return new SignJWT({ ...CLAIMS, ...claims })
    .setProtectedHeader({ alg: "ES256", typ: "at+jwt", kid: "one", ...header })
    .sign(by.privateKey);
}

export function verifierWith(options: Partial<VerifierOptions> = {}) {
  const clock = clockAt();
  const parts = { issuer: ISSUER, audience: AUDIENCE, algorithms: ["ES256"], jwks, clock } as const;
  return { clock, verifier: createVerifier({ ...parts, ...options }) };
}

export async function refusalOf(token: string, options: Partial<VerifierOptions> = {}) {
  const verified = await verifierWith(options).verifier.verify(token);
  return verified.ok ? "taken" : verified.refusal;
}
