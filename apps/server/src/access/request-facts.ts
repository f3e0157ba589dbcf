import type { RequestFacts } from "@relata/keys";
import type { Context } from "hono";
import { routePath } from "hono/route";
import type { ServerEnv } from "../server-env.ts";

/** What authentication is told of a request. The address is the socket's; there is none where nothing listens. */
export function requestFacts(c: Context<ServerEnv>): RequestFacts {
  const address = c.env?.incoming?.socket.remoteAddress;
  const { requestId } = c.var;
  return {
    headers: c.req.raw.headers,
    // Why not the path: whoever calls may put anything into it, and so into the audit.
    route: `${c.req.method} ${routePath(c, -1)}`,
    ...(address !== undefined && { address }),
    ...(requestId !== undefined && { requestId }),
  };
}
