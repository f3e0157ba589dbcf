import { errors } from "jose";

/** Why a token is not taken. All of them are 401 `invalid_token` to whoever sent it. */
export type Refusal =
  | "malformed"
  | "algorithm_not_allowed"
  | "unknown_key"
  | "bad_signature"
  | "wrong_type"
  | "wrong_issuer"
  | "wrong_audience"
  | "expired"
  | "not_yet_valid"
  | "not_exchanged"
  | "lives_too_long"
  | "revoked";

/** What jose holds against a token; undefined for what is no word on the token. */
export function refusalOf(error: unknown): Refusal | undefined {
  if (error instanceof errors.JWTExpired) return "expired";
  if (error instanceof errors.JWTClaimValidationFailed) return CLAIMS[error.claim] ?? "malformed";
  if (error instanceof errors.JOSEAlgNotAllowed) return "algorithm_not_allowed";
  if (error instanceof errors.JWSSignatureVerificationFailed) return "bad_signature";
  if (error instanceof errors.JWKSNoMatchingKey) return "unknown_key";
  return error instanceof errors.JOSEError ? "malformed" : undefined;
}

const CLAIMS: Readonly<Record<string, Refusal>> = {
  typ: "wrong_type",
  iss: "wrong_issuer",
  aud: "wrong_audience",
  nbf: "not_yet_valid",
};
