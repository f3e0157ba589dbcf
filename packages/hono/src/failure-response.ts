import { problemResponse, toldOf } from "@relata/middleware";
import { HTTPException } from "hono/http-exception";

/**
 * The answer to a request whose handler met a failure of the engine: 400, 422, 500, 503. Undefined for errors that neither the engine nor
 * Hono knows, which are the application's to answer.
 *
 * ```ts
 * app.onError((error, c) => failureResponse(error) ?? c.text("Internal Server Error", 500));
 * ```
 */
export function failureResponse(error: unknown): Response | undefined {
  if (error instanceof HTTPException) return error.getResponse();
  const told = toldOf(error);
  return told === undefined ? undefined : problemResponse(told);
}
