import type { RequestFacts } from "@relata/keys";
import type { Context } from "hono";
import { matchedOf } from "../observing/matched.ts";
import type { ServerEnv } from "../server-env.ts";

/** What authentication is told of a request. The address is the socket's; there is none where nothing listens. */
export function requestFacts(c: Context<ServerEnv>): RequestFacts {
  const address = c.env?.incoming?.socket.remoteAddress;
  const requestId = c.get("requestId");
  return {
    headers: c.req.raw.headers,
    route: c.get("asked") ?? matchedOf(c).asked,
    ...(address !== undefined && { address }),
    ...(requestId !== undefined && { requestId }),
  };
}
