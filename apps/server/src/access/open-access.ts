import type { MiddlewareHandler } from "hono";
import type { ServerEnv } from "../server-env.ts";
import type { Access } from "./access.ts";
import { openRoute } from "./open-route.ts";

const WHY = "whoever reaches this server may do everything";

/**
 * Access of a server that knows no users: nobody is asked who they are, and everybody is let through. It belongs where nobody else
 * comes. What a policy demands is not looked at, so that each route is described as open, with the reason.
 */
export class OpenAccess implements Access {
  readonly header = undefined;

  admit(): MiddlewareHandler<ServerEnv> {
    return openRoute(WHY);
  }

  open(why: string): MiddlewareHandler<ServerEnv> {
    return openRoute(why);
  }

  demand(): Promise<void> {
    return Promise.resolve();
  }

  lapse(): Promise<undefined> {
    return Promise.resolve(undefined);
  }
}
