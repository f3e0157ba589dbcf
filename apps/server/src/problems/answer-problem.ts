import type { OpenAPIHono } from "@hono/zod-openapi";
import type { Context } from "hono";
import { HTTPException } from "hono/http-exception";
import { answersItself } from "../access/stated.ts";
import type { Log } from "../log.ts";
import type { ServerEnv } from "../server-env.ts";
import { authzenProblem, isOfAuthzenRoutes } from "./authzen-problem.ts";
import { existingProblem, isOfExistingRoutes } from "./existing-problem.ts";
import { isOfOAuthRoutes, oauthProblem } from "./oauth-problem.ts";
import { Problem, problemBody, problemResponse, toldOf, type Told } from "./problem.ts";

const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"] as const;

/** The answer to a request that failed, in the form that its callers read. What of its limits it took stays said. */
export function answerProblem(error: unknown, c: Context<ServerEnv>, log: Log): Response {
  if (error instanceof HTTPException && !isOfValidators(error)) return error.getResponse();
  const told = toldOf(error instanceof HTTPException ? problemOf(error) : error, log);
  c.set("problem", told.code);
  const response = responseOf(told, c);
  for (const name of ["ratelimit", "ratelimit-policy"]) {
    const value = c.res.headers.get(name);
    if (value !== null && !response.headers.has(name)) response.headers.set(name, value);
  }
  return response;
}

/** Hono says it with the same class as the application's own routes, whose answers are theirs. */
function isOfValidators({ status, message }: HTTPException): boolean {
  return status === 415 || message === "Malformed JSON in request body";
}

/** Each kind of routes has the form that its callers read. */
function responseOf(told: Told, { req, var: { form } }: Context<ServerEnv>): Response {
  if (isOfOAuthRoutes(req.path)) return oauthProblem(told, req.header("authorization"), form);
  if (isOfAuthzenRoutes(req.path)) return authzenProblem(told);
  return isOfExistingRoutes(req.path) ? existingProblem(told) : problemResponse(told, problemBody(told));
}

/** What validators of Hono refuse by themselves. */
function problemOf({ status }: HTTPException): Problem {
  if (status === 415) return new Problem("unsupported_media_type", "send `Content-Type: application/json`");
  return new Problem("invalid_json", "the body is not JSON");
}

/** Nothing answers there, or nothing answers to that method there (RFC 9110 §15.5.6). Why not the path: it may hold a key. */
export function answerUnknown(app: OpenAPIHono<ServerEnv>, c: Context<ServerEnv>, log: Log): Response {
  const { method, path } = c.req;
  const allowed = METHODS.filter((one) => answers(app, one === "HEAD" ? "GET" : one, path));
  if (allowed.length === 0) return answerProblem(new Problem("not_found", "there is nothing at this path"), c, log);
  const allow = allowed.join(", ");
  const message = `this path takes ${allow}, not \`${method}\``;
  return answerProblem(new Problem("method_not_allowed", message, { headers: { allow } }), c, log);
}

/** Whether something other than middleware would answer: what takes `next` passes on. */
function answers({ router }: OpenAPIHono<ServerEnv>, method: string, path: string): boolean {
  const [found] = router.match(method, path);
  return found.some(([[handler]]) => answersItself(handler));
}
