import type { Taken } from "./limits/limiter.ts";

/**
 * Why a request is not admitted, with what each means: a decision, and so an answer and not a thrown failure. The table is
 * closed. A 401 asks for another credential, a 403 does not: which code is which, the server says in one place.
 */
export const REFUSALS = {
  ambiguous_credentials: "the request carries two different credentials",
  missing_api_key: "the request carries no credential",
  invalid_api_key: "the key is unknown, expired, disabled or revoked",
  invalid_token: "the token is not signed by an issuer that is trusted, or its time is over",
  unauthorized: "no authenticator knows that kind of credential",
  environment_mismatch: "the key is of an environment that is not accepted here",
  organization_required: "the request must name an organization",
  organization_mismatch: "the caller does not belong to the organization that the request names",
  forbidden: "the caller may not do that",
  rate_limited: "there were too many requests",
} as const;

export type RefusalCode = keyof typeof REFUSALS;

/** What callers read instead, where those that exist already know a sentence. */
const SENTENCES: Partial<Readonly<Record<RefusalCode, string>>> = {
  invalid_api_key: "Invalid API key",
  rate_limited: "Rate limit exceeded",
};

/** Why, for the audit alone: told to the caller, it would say which keys there are. */
export type RefusalReason =
  | "malformed"
  | "unknown"
  | "expired"
  | "disabled"
  | "revoked"
  | "owner_gone"
  | "address"
  | "limit"
  | "environment"
  | "organization"
  | "kind"
  | "permission"
  | "token"
  | "session"
  | "signature"
  | "credentials";

/** The answer to a caller that is not admitted. Holds nothing secret. */
export class Refusal {
  readonly code: RefusalCode;
  /** For the caller. */
  readonly message: string;
  /** For the audit. */
  readonly reason: RefusalReason;
  /** The key, where it is known which. */
  readonly key?: string;
  readonly retryAfterSeconds?: number;
  /** What was counted, where limits were looked at: for the headers of the answer. */
  readonly taken?: Taken;

  constructor(code: RefusalCode, reason: RefusalReason, parts: RefusalParts = {}) {
    const { message = SENTENCES[code] ?? REFUSALS[code], key, retryAfterSeconds, taken } = parts;
    this.code = code;
    this.message = message;
    this.reason = reason;
    if (key !== undefined) this.key = key;
    if (retryAfterSeconds !== undefined) this.retryAfterSeconds = retryAfterSeconds;
    if (taken !== undefined) this.taken = taken;
  }

  /** What its code means. */
  get title(): string {
    return REFUSALS[this.code];
  }

  /** Without the reason: what the caller may read. */
  toJSON(): { readonly error: RefusalCode; readonly message: string } {
    return { error: this.code, message: this.message };
  }
}

export interface RefusalParts {
  readonly message?: string;
  readonly key?: string;
  readonly retryAfterSeconds?: number;
  readonly taken?: Taken;
}

export function isRefusal(answer: unknown): answer is Refusal {
  return answer instanceof Refusal;
}
