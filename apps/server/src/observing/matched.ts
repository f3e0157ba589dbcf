import type { Context } from "hono";
import { matchedRoutes } from "hono/route";
import { answersItself } from "../access/stated.ts";

/** Which routes a request met. */
export interface Matched {
  /** The one that answers, as `/v1/api-keys/:id`; empty where none does. */
  readonly route: string;
  /** The last one with its method, as `GET /v1/api-keys/:id`. Why not the path: whoever calls may put anything into it. */
  readonly asked: string;
}

/** Reads off the routes of a request. What a route without parameters is met by is read once. */
export function matching(): (c: Context) => Matched {
  const known = new Map<string, Matched>();
  return (c) => {
    const { method, path } = c.req;
    const name = `${method} ${path}`;
    const found = known.get(name);
    if (found !== undefined) return found;
    const matched = matchedOf(c);
    // So that there are no more than routes.
    if (matched.route === path) known.set(name, matched);
    return matched;
  };
}

export function matchedOf(c: Context): Matched {
  const routes = matchedRoutes(c);
  const route = routes.findLast(({ handler }) => answersItself(handler))?.path ?? "";
  return { route, asked: `${c.req.method} ${routes.at(-1)?.path ?? ""}` };
}
