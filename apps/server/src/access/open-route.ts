import type { MiddlewareHandler } from "hono";
import type { ServerEnv } from "../server-env.ts";
import { stating } from "./stated.ts";

/** See `Access.open`. */
export function openRoute(why: string): MiddlewareHandler<ServerEnv> {
  return stating({ open: why }, (_, next) => next());
}
