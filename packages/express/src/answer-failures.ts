import { toldOf } from "@relata/middleware";
import type { ErrorRequestHandler } from "express";
import { answer } from "./answer.ts";

/**
 * The last of an application's middleware: answers failures of the engine, of guards and handlers alike, as `application/problem+json`
 * of 400, 422, 500 or 503. Any other error is passed on.
 *
 * ```ts
 * app.use(answerFailures);
 * ```
 */
export const answerFailures: ErrorRequestHandler = (error: unknown, _request, response, next) => {
  const told = response.headersSent ? undefined : toldOf(error);
  if (told === undefined) next(error);
  else answer(response, told);
};
