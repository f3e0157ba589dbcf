import type { MiddlewareHandler } from "hono";
import { findTargetHandler } from "hono/utils/handler";
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
  const stated: MiddlewareHandler<ServerEnv> = (c, next) => {
    c.set("isStated", true);
    return middleware(c, next);
  };
  return Object.assign(stated, { [POLICY]: policy });
}

/** The policy that stands before a route, as `POST` `/v1/api-keys`; undefined where there is none. */
export function policyOf({ routes }: Routed, method: string, path: string): RoutePolicy | OpenRoute | undefined {
  return firstPolicy(routes, { method, path });
}

/**
 * Routes that answer without a stated policy before them, as `GET /reports`. Whoever listens refuses to begin with any: what
 * nobody thought about is closed. What takes `next` counts as middleware, unless nothing stands behind it: then it answers too, as
 * a mounted application does.
 */
export function unstatedRoutes({ routes }: Routed): readonly string[] {
  const unstated = routes.filter((route, i) => {
    const target = targetOf(route);
    if (target[POLICY] !== undefined) return false;
    const answers = target.length < 2 || !routes.slice(i + 1).some((later) => runsBefore(route, later));
    return answers && firstPolicy(routes.slice(0, i), route) === undefined;
  });
  return [...new Set(unstated.map(({ method, path }) => `${method} ${path}`))];
}

/** Whether what is called answers by itself; middleware passes on. */
export function answersItself(handler: Marked): boolean {
  return targetOf({ handler }).length < 2;
}

function firstPolicy(before: Routed["routes"], route: At): RoutePolicy | OpenRoute | undefined {
  const passed = before.filter((one) => runsBefore(one, route));
  return passed.map((one) => targetOf(one)[POLICY]).find((policy) => policy !== undefined);
}

interface At {
  readonly method: string;
  readonly path: string;
}

/** Whether each request of the route passes the other first. */
function runsBefore(one: At, { method, path }: At): boolean {
  return covers(one.path, path) && (one.method === "ALL" || one.method === method);
}

/** Whether middleware at one path runs for the other: at itself, and below `/api/*`. */
function covers(middleware: string, path: string): boolean {
  if (!middleware.endsWith("/*")) return middleware === path;
  return path.startsWith(middleware.slice(0, -1)) || `${path}/` === middleware.slice(0, -1);
}

/** What an application with a failure handler of its own wraps: Hono keeps it beside the wrapping. */
function targetOf({ handler }: { readonly handler: Marked }): Marked {
  return findTargetHandler(handler) as Marked;
}
