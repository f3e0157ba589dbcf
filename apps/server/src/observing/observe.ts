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
    const answered = answeredOf(c, { requestId, method, route, startedAt, span });
    for (const observer of observers) observer(answered);
    span?.end(answered, trace);
  };
}

/** What the answer says already stays said: a refusal has limits of its own. */
function complete(said: Headers, { "x-request-id": requestId, ...others }: Readonly<Record<string, string>>): void {
  said.set("x-request-id", requestId ?? "");
  for (const [name, value] of Object.entries(others)) if (!said.has(name)) said.set(name, value);
}

interface Asked extends Pick<Answered, "requestId" | "method" | "route"> {
  readonly startedAt: number;
  readonly span: ServerSpan | undefined;
}

function answeredOf(c: Context<ServerEnv>, { startedAt, span, ...asked }: Asked): Answered {
  const [principal, decisions, problem] = [c.get("principal") as Caller, c.get("decisions"), c.get("problem")];
  const outcome = decisions === undefined ? undefined : theOne(decisions);
  const ids = span?.ids;
  return {
    ...asked,
    status: c.res.status,
    durationMs: performance.now() - startedAt,
    ...(principal?.key !== undefined && { key: principal.key }),
    ...(outcome !== undefined && { outcome }),
    ...(decisions !== undefined && { decisions }),
    ...(problem !== undefined && { problem }),
    ...(ids !== undefined && { trace: ids }),
  };
}

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
