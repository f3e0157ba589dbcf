import { TOKEN_EXCHANGE } from "../routes/oauth/names.ts";
import type { ProblemCode } from "./problem-status.ts";
import { problemResponse, type Told } from "./problem.ts";

const OAUTH = "/oauth2/";

export function isOfOAuthRoutes(path: string): boolean {
  return path.startsWith(OAUTH);
}

/** What clients of OAuth call these. What is not here is `invalid_request`, or by its status. */
const CODES: Partial<Readonly<Record<ProblemCode, string>>> = {
  missing_api_key: "invalid_client",
  invalid_api_key: "invalid_client",
  invalid_token: "invalid_client",
  unauthorized: "invalid_client",
  invalid_client: "invalid_client",
  forbidden: "unauthorized_client",
  environment_mismatch: "unauthorized_client",
  unauthorized_client: "unauthorized_client",
  unsupported_grant_type: "unsupported_grant_type",
  unsupported_token_type: "unsupported_token_type",
  invalid_target: "invalid_target",
  invalid_scope: "invalid_scope",
};

/**
 * The answer to a client of OAuth whose request failed, in the shape of RFC 6749 §5.2. The subject of a token exchange is no
 * client: that it is not taken makes the request invalid (RFC 8693 §2.2.2).
 */
export function oauthProblem(told: Told, authorization: string | undefined, form?: URLSearchParams): Response {
  const isOfSubject =
    form?.get("grant_type") === TOKEN_EXCHANGE && told.code !== "invalid_client" && isDoor(told.status);
  const status = isOfSubject ? 400 : told.status;
  const error = isOfSubject ? "invalid_request" : errorOf(told);
  const body = { error, error_description: describable(told.detail) };
  return problemResponse({ ...told, status, headers: headersOf(told, status, authorization) }, body);
}

function isDoor(status: number): boolean {
  return status === 401 || status === 403;
}

/** Tokens and what is said about them are kept nowhere (RFC 6749 §5.1). A 401 names the scheme that the client used, if it used one. */
function headersOf({ headers }: Told, status: number, authorization = ""): Readonly<Record<string, string>> {
  const { "www-authenticate": challenge = 'Bearer realm="relata"', ...others } = headers;
  const ours = { ...others, "content-type": "application/json", pragma: "no-cache" };
  if (status !== 401) return ours;
  const isBearer = /^bearer /i.test(authorization);
  return { ...ours, "www-authenticate": isBearer ? challenge : 'Basic realm="relata", charset="UTF-8"' };
}

function errorOf({ code, status }: Told): string {
  if (status === 429 || status === 503) return "temporarily_unavailable";
  return status === 500 ? "server_error" : (CODES[code] ?? "invalid_request");
}

/** Of the characters that a description may have. RFC 6749 §5.2. */
function describable(text: string): string {
  return text.replaceAll('"', "'").replace(/[^\x20-\x7e]|\\/g, "?");
}
