import { problemBody, problemResponse, type Told } from "./problem.ts";

const ACCESS = "/access/v1/";

export function isOfAuthzenRoutes(path: string): boolean {
  return path.startsWith(ACCESS);
}

/** The answer to a client of AuthZEN whose request failed: a body of another type is a request to be mended there, and so 400. */
export function authzenProblem(told: Told): Response {
  const as = { ...told, status: told.status === 415 ? 400 : told.status };
  return problemResponse(as, problemBody(as));
}
