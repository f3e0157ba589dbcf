import { problemBody, problemResponse, type Told } from "./problem.ts";
import type { ProblemCode } from "./problem-status.ts";

/** The routes of clients that were there before this server: their paths, their codes, their fields. */
const EXISTING = "/api/auth/";

export function isOfExistingRoutes(path: string): boolean {
  return path.startsWith(EXISTING);
}

/** What existing clients call these, where they have a name of their own for it. */
const CODES: Partial<Readonly<Record<ProblemCode, string>>> = {
  invalid_question: "invalid_request",
  invalid_reference: "invalid_request",
  invalid_attributes: "invalid_request",
  invalid_cursor: "invalid_request",
  invalid_json: "invalid_request",
  unknown_permission: "invalid_request",
  unknown_type: "unknown_entity_type",
};

/** The answer to a request of theirs that failed: a problem with the two fields that they read, `error` and `message`. */
export function existingProblem(told: Told): Response {
  const as = { ...told, status: statusOf(told) };
  return problemResponse(as, { error: CODES[told.code] ?? told.code, message: told.detail, ...problemBody(as) });
}

/** A request without a key is one that lacks a part to them, and an unknown type is not found. */
function statusOf({ code, status }: Told): number {
  if (code === "missing_api_key") return 400;
  return code === "unknown_type" ? 404 : status;
}
