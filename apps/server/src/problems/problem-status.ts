import { REFUSALS, type RefusalCode } from "@relata/keys";
import { ANSWERS, FAILURE_STATUS, REFUSAL_STATUS } from "@relata/middleware";
import { FAILURES, type FailureCode } from "@relata/model";

/** Ways in which a request fails before the engine is asked, or without it being at fault, with what each means. */
const TRANSPORT = {
  not_found: ANSWERS.not_found,
  method_not_allowed: "the path does not take this method",
  unsupported_media_type: "the body is not `application/json` in UTF-8",
  body_too_large: "the body is larger than the limit",
  invalid_json: "the body is not JSON",
  missing_fields: "the request lacks a part",
  invalid_request: "a part of the request is not as it must be",
  too_many_streams: "the caller has as many streams open as it may",
  streams_exhausted: "the server has as many streams open as it keeps",
  stalled: "the client took too long to take what it was sent",
  internal_error: "the server met an error of its own",
} as const;

/** What clients of OAuth are told in words of their own. RFC 6749 §5.2, RFC 7009 §2.2.1, RFC 8693 §2.2.2. */
const OAUTH = {
  invalid_client: "the client is not the one that its secret belongs to",
  unauthorized_client: "the client may not do that",
  unsupported_grant_type: "tokens are not issued for that",
  unsupported_token_type: "tokens of that kind cannot be revoked",
  invalid_target: "there are no tokens for that target",
  invalid_scope: "there are no tokens of that scope",
} as const;

export type OAuthCode = keyof typeof OAUTH;
export type TransportCode = keyof typeof TRANSPORT | OAuthCode;
export type ProblemCode = FailureCode | TransportCode | RefusalCode;

/** What each code means: the title of its problem, the same in every answer. */
export const PROBLEM_TITLES: Readonly<Record<ProblemCode, string>> = {
  ...REFUSALS,
  ...FAILURES,
  ...TRANSPORT,
  ...OAUTH,
};

export type ProblemStatus = 400 | 401 | 403 | 404 | 405 | 409 | 410 | 413 | 415 | 422 | 429 | 500 | 503;

/** What each code is answered with: those of the engine and of callers who are refused, and the transport's own. */
export const PROBLEM_STATUS: Readonly<Record<ProblemCode, ProblemStatus>> = {
  ...REFUSAL_STATUS,
  ...FAILURE_STATUS,
  invalid_json: 400,
  missing_fields: 400,
  invalid_request: 400,
  unsupported_grant_type: 400,
  unsupported_token_type: 400,
  invalid_target: 400,
  invalid_scope: 400,
  invalid_client: 401,
  unauthorized_client: 403,
  not_found: 404,
  method_not_allowed: 405,
  body_too_large: 413,
  unsupported_media_type: 415,
  too_many_streams: 429,
  internal_error: 500,
  streams_exhausted: 503,
  stalled: 503,
};
