import type { MiddlewareHandler } from "hono";
import type { ServerEnv } from "../server-env.ts";
import type { OpenRoute, RoutePolicy } from "./route-policy.ts";

const POLICY = Symbol("policy of a route");

/** An application of Hono, whatever its requests carry. */
export interface Routed {
  readonly routes: readonly { readonly method: string; readonly path: string; readonly handler: Marked }[];
}

/** A handler, or middleware: what takes `next` passes on. */
type Marked = ((...args: never[]) => unknown) & { readonly [POLICY]?: RoutePolicy | OpenRoute };

/** Middleware that says what the policy of its route is. */
export function stating(
  policy: RoutePolicy | OpenRoute,
  middleware: MiddlewareHandler<ServerEnv>,
): MiddlewareHandler<ServerEnv> {
  return Object.assign(middleware, { [POLICY]: policy });
}

/** The policy that stands before a route, as `POST` `/v1/api-keys`; undefined where there is none. */
export function policyOf({ routes }: Routed, method: string, path: string): RoutePolicy | OpenRoute | undefined {
  const before = routes.filter((one) => covers(one.path, path) && (one.method === "ALL" || one.method === method));
  return before.map(({ handler }) => handler[POLICY]).find((policy) => policy !== undefined);
}

/**
 * Routes that answer without a stated policy, as `GET /reports`. Whoever listens refuses to begin with any: what nobody thought
 * about is closed.
 */
export function unstatedRoutes(app: Routed): readonly string[] {
  const answering = app.routes.filter(({ handler }) => handler.length < 2);
  const unstated = answering.filter(({ method, path }) => policyOf(app, method, path) === undefined);
  return [...new Set(unstated.map(({ method, path }) => `${method} ${path}`))];
}

/** Whether middleware at one path runs for the other: at itself, and below `/api/*`. */
function covers(middleware: string, path: string): boolean {
  if (!middleware.endsWith("*")) return middleware === path;
  return path.startsWith(middleware.slice(0, -1)) || `${path}/` === middleware.slice(0, -1);
}
