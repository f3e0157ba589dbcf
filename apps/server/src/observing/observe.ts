import { randomUUID } from "node:crypto";
import type { Context, MiddlewareHandler } from "hono";
import { matchedRoutes } from "hono/route";
import { holdsSecret } from "@relata/keys";
import { answersItself } from "../access/stated.ts";
import type { ServerEnv } from "../server-env.ts";
import type { Observer } from "./answered.ts";

/** Whatever a client calls a request, on one line. AuthZEN 1.0, request identification: any text. */
const ID = /^[\x20-\x7e]{1,256}$/;

/** The outermost middleware: gives each request its id, which its answer repeats, and tells the observers of it, once. */
export function observe(observers: readonly Observer[]): MiddlewareHandler<ServerEnv> {
  return async (c, next) => {
    const began = performance.now();
    const requestId = requestIdOf(c);
    c.set("requestId", requestId);
    await next();
    c.res.headers.set("x-request-id", requestId);
    if (observers.length === 0) return;
    const { principal, outcome } = c.var;
    const answered = {
      requestId,
      method: c.req.method,
      route: routeOf(c),
      status: c.res.status,
      durationMs: performance.now() - began,
      ...(principal?.key !== undefined && { key: principal.key }),
      ...(outcome !== undefined && { outcome }),
    };
    for (const observer of observers) observer(answered);
  };
}

/** Why not a key: answers and logs repeat it. */
function requestIdOf(c: Context): string {
  const given = c.req.header("x-request-id");
  return given !== undefined && ID.test(given) && !holdsSecret(given) ? given : randomUUID();
}

function routeOf(c: Context): string {
  return matchedRoutes(c).findLast(({ handler }) => answersItself(handler))?.path ?? "";
}
