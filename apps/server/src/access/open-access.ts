import type { MiddlewareHandler } from "hono";
import type { ServerEnv } from "../server-env.ts";
import type { Access } from "./access.ts";
import { Problem } from "../problems/problem.ts";
import { openRoute } from "./open-route.ts";
import { stating } from "./stated.ts";

const WHY = "whoever reaches this server may do everything";

/** Names and addresses by which a machine is itself. */
const LOCAL = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d+)?$/i;

/**
 * Access of a server that knows no users: nobody is asked who they are, and everybody is let through. It belongs where nobody else
 * comes. What a policy demands is not looked at, so that each route is described as open, with the reason.
 */
export class OpenAccess implements Access {
  readonly header = undefined;
  readonly #isLocal: boolean;

  /**
   * @param isLocal whether only requests are let through that name this machine as itself. A page in a browser may have its own name lead
   *   to this machine, and then asks under that name (DNS rebinding).
   */
  constructor(isLocal = false) {
    this.#isLocal = isLocal;
  }

  admit(): MiddlewareHandler<ServerEnv> {
    if (!this.#isLocal) return openRoute(WHY);
    return stating({ open: WHY }, (c, next) => {
      const host = c.req.header("host") ?? "";
      if (LOCAL.test(host)) return next();
      throw new Problem("forbidden", `ask this machine by \`localhost\` or its address, not as \`${host}\``);
    });
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
