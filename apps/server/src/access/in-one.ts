import type { MiddlewareHandler } from "hono";
import type { ServerEnv } from "../server-env.ts";

/**
 * Middleware one behind the other as one, with what is marked on any of it, as its policy. Why: Hono makes promises and functions for each
 * that stands by itself. What one throws passes by those before it, so that it is for middleware that catches nothing.
 */
export function inOne(all: readonly MiddlewareHandler<ServerEnv>[]): MiddlewareHandler<ServerEnv> {
  const [last, ...before] = all.toReversed();
  if (last === undefined) return (_, next) => next();
  const one = before.reduce<MiddlewareHandler<ServerEnv>>(
    (rest, middleware) => (c, next) => middleware(c, () => rest(c, next) as Promise<void>),
    last,
  );
  return Object.assign(one, ...all.map(marksOf)) as MiddlewareHandler<ServerEnv>;
}

function marksOf(middleware: object): object {
  return Object.fromEntries(
    Object.getOwnPropertySymbols(middleware).map((mark) => [mark, Reflect.get(middleware, mark) as unknown]),
  );
}
