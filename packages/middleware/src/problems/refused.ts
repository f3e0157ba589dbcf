import { limitHeaders, type Taken } from "./limit-headers.ts";
import type { Told } from "./told.ts";

/** 401 asks for another credential; 403 does not, since none of the same caller would do. */
export const REFUSAL_STATUS = {
  ambiguous_credentials: 400,
  organization_required: 400,
  missing_api_key: 401,
  invalid_api_key: 401,
  invalid_token: 401,
  unauthorized: 401,
  environment_mismatch: 403,
  organization_mismatch: 403,
  forbidden: 403,
  rate_limited: 429,
} as const;

export type RefusedCode = keyof typeof REFUSAL_STATUS;

/** Why a caller is not let in, as an authenticator says it. A `Refusal` of `@relata/keys` is one. */
export interface Refused {
  readonly code: RefusedCode;
  /** For the caller. */
  readonly message: string;
  /** What the code means. */
  readonly title?: string;
  readonly retryAfterSeconds?: number;
  /** What was counted, where limits were looked at. */
  readonly taken?: Taken;
}

/** Default of the scheme that callers are asked for. RFC 6750 §3. */
export const CHALLENGE = 'Bearer realm="relata"';

/** What a caller that is not let in is told. What the audit alone may know stays out of it. */
export function toldOfRefused<Code extends RefusedCode>(
  refused: Refused & { readonly code: Code },
  challenge = CHALLENGE,
): Told<Code> {
  const { code, message, title = message, retryAfterSeconds, taken } = refused;
  const status = REFUSAL_STATUS[code];
  const headers = {
    ...(status === 401 && { "www-authenticate": challengeOf(code, challenge) }),
    ...(retryAfterSeconds !== undefined && { "retry-after": String(retryAfterSeconds) }),
    ...(taken !== undefined && limitHeaders(taken)),
  };
  return { code, status, title, detail: message, headers };
}

/** A request without a credential learns the scheme alone. */
function challengeOf(code: RefusedCode, challenge: string): string {
  return code === "missing_api_key" ? challenge : `${challenge}, error="invalid_token"`;
}
