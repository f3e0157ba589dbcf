import { randomUUID } from "node:crypto";
import type { Context, MiddlewareHandler } from "hono";
import type { Decisions } from "@relata/core";
import { holdsSecret } from "@relata/keys";
import type { ServerEnv } from "../server-env.ts";
import type { Caller } from "../access/access.ts";
import type { Answered, Observer } from "./answered.ts";
import { matching } from "./matched.ts";
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
  const matchedBy = matching();
  return async (c, next) => {
    const startedAt = performance.now();
    const { method } = c.req;
    const { route, asked } = matchedBy(c);
    const span = ServerSpan.begin({ method, route, headers: c.req.raw.headers, startedAt });
    const requestId = requestIdOf(c);
    c.set("requestId", requestId);
    c.set("asked", asked);
    const headers = { "x-request-id": requestId };
    // What stands before this may have set headers that only Hono knows: it is to put them together then.
    if (c.req.routeIndex === 0) c.set("headers", headers);
    onBegun?.();
    await (span === undefined ? next() : span.run(next));
    if (c.get("complete") !== c.res) complete(c.res.headers, headers);
    if (observers.length === 0 && span === undefined) return;
    const durationMs = performance.now() - startedAt;
    const answered = answeredOf(c, { requestId, method, route, status: c.res.status, durationMs });
    const ids = span?.ids;
    if (ids !== undefined) answered.trace = ids;
    for (const observer of observers) observer(answered);
    span?.end(answered, trace);
  };
}

/** What the answer says already stays said: a refusal has limits of its own. */
function complete(said: Headers, { "x-request-id": requestId, ...others }: Readonly<Record<string, string>>): void {
  said.set("x-request-id", requestId ?? "");
  for (const [name, value] of Object.entries(others)) if (!said.has(name)) said.set(name, value);
}

/** Why field by field: it is made for each request, and every part that may be absent would be an object of its own. */
function answeredOf(c: Context<ServerEnv>, answered: Building): Building {
  const key = (c.get("principal") as Caller)?.key;
  const [decisions, problem] = [c.get("decisions"), c.get("problem")];
  if (key !== undefined) answered.key = key;
  if (decisions !== undefined) {
    const outcome = theOne(decisions);
    if (outcome !== undefined) answered.outcome = outcome;
    answered.decisions = decisions;
  }
  if (problem !== undefined) answered.problem = problem;
  return answered;
}

type Building = { -readonly [K in keyof Answered]: Answered[K] };

/** The outcome of the one question that was decided; undefined where there were several. */
function theOne({ allowed, denied, conditional, failed }: Decisions): string | undefined {
  if (allowed + denied + conditional + failed !== 1) return undefined;
  if (allowed === 1) return "allowed";
  if (denied === 1) return "denied";
  return conditional === 1 ? "conditional" : "failed";
}

/** Why not a key: answers and logs repeat it. */
function requestIdOf(c: Context): string {
  const given = c.req.header("x-request-id");
  return given !== undefined && ID.test(given) && !holdsSecret(given) ? given : randomUUID();
}
