import { Failure } from "@relata/model";
import type { Context, MiddlewareHandler } from "hono";
import type { ServerEnv } from "../server-env.ts";

/**
 * The outermost middleware: what answers without any policy is not sent. Whoever begins to listen looks for it in the routes, and
 * this catches what no list of routes shows: middleware that answers by itself, and handlers that came later.
 *
 * @throws Failure `invalid_settings`, which the caller reads as a fault of the server
 */
export const sendStated: MiddlewareHandler<ServerEnv> = (c, next) => next().then(() => requireStated(c));

function requireStated(c: Context<ServerEnv>): void {
  // An answer of 204 has nothing in it: so are those to browsers that ask whether they may ask.
  if (c.get("isStated") === true || c.res.status >= 400 || c.res.status === 204) return;
  // Why: the headers of the old answer would be taken over.
  c.res = undefined;
  throw new Failure(
    "invalid_settings",
    `nobody said who may call \`${c.req.method} ${c.req.path}\`: it is not answered`,
  );
}
