import { randomUUID } from "node:crypto";
import type { Context, MiddlewareHandler } from "hono";
import { matchedRoutes } from "hono/route";
import type { Decisions } from "@relata/core";
import { holdsSecret } from "@relata/keys";
import { answersItself } from "../access/stated.ts";
import type { ServerEnv } from "../server-env.ts";
import type { Answered, Observer } from "./answered.ts";
import { ServerSpan } from "./tracing/server-span.ts";
import type { TraceOptions } from "./tracing/trace-options.ts";

/** Whatever a client calls a request (AuthZEN 1.0, request identification), on one line, and shorter than a key in any writing. */
const ID = /^[\x20-\x7e]{1,64}$/;

/** Who is told of requests. */
export interface Observing {
  readonly observers: readonly Observer[];
  /** Of each that begins. */
  readonly onBegun?: () => void;
  readonly trace?: TraceOptions;
}

/** The outermost middleware: gives each request its id, which its answer repeats, and its span, and tells the observers of it, once. */
export function observe({ observers, onBegun, trace = {} }: Observing): MiddlewareHandler<ServerEnv> {
  return async (c, next) => {
    const startedAt = performance.now();
    const [{ method }, route] = [c.req, routeOf(c)];
    const span = ServerSpan.begin({ method, route, headers: c.req.raw.headers, startedAt });
    const requestId = requestIdOf(c);
    c.set("requestId", requestId);
    onBegun?.();
    await (span === undefined ? next() : span.run(next));
    c.res.headers.set("x-request-id", requestId);
    if (observers.length === 0 && span === undefined) return;
    const { principal, decisions, problem } = c.var;
    const outcome = decisions === undefined ? undefined : theOne(decisions);
    const ids = span?.ids;
    const answered: Answered = {
      requestId,
      method,
      route,
      status: c.res.status,
      durationMs: performance.now() - startedAt,
      ...(principal?.key !== undefined && { key: principal.key }),
      ...(outcome !== undefined && { outcome }),
      ...(decisions !== undefined && { decisions }),
      ...(problem !== undefined && { problem }),
      ...(ids !== undefined && { trace: ids }),
    };
    for (const observer of observers) observer(answered);
    span?.end(answered, trace);
  };
}

/** The outcome of the one question that was decided; undefined where there were several. */
function theOne(decisions: Decisions): string | undefined {
  const outcomes = Object.entries(decisions).flatMap(([outcome, count]) => (count === 0 ? [] : [[outcome, count]]));
  const [first] = outcomes;
  return outcomes.length === 1 && first?.[1] === 1 ? String(first[0]) : undefined;
}

/** Why not a key: answers and logs repeat it. */
function requestIdOf(c: Context): string {
  const given = c.req.header("x-request-id");
  return given !== undefined && ID.test(given) && !holdsSecret(given) ? given : randomUUID();
}

function routeOf(c: Context): string {
  return matchedRoutes(c).findLast(({ handler }) => answersItself(handler))?.path ?? "";
}
