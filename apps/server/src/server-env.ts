import type { HttpBindings } from "@hono/node-server";
import type { Decisions } from "@relata/core";
import type { Principal } from "@relata/keys";
import type { ProblemCode } from "./problems/problem-status.ts";

/** What a request carries through the application: its socket, where there is one, and who is calling, once that is known. */
export interface ServerEnv {
  Bindings: Partial<HttpBindings> & {
    /** Aborted once the server accepts no more: what would go on without an end, ends then. */
    closing?: AbortSignal;
  };
  Variables: {
    /** Who is calling. Absent on open routes, so on all of a server without authentication: what those share takes a `Caller`. */
    principal: Principal;
    /** What logs and audits call the request. Absent where nothing observes. */
    requestId?: string;
    /** The route that was asked, with its method: `GET /v1/api-keys/:id`. Absent where nothing observes. */
    asked?: string;
    /** What the answer shall have for headers. Absent where it may have others that only Hono knows, from middleware of the application. */
    headers?: Record<string, string>;
    /** The answer that has them. */
    complete?: Response;
    /** What was decided, where that was the question. */
    decisions?: Decisions;
    /** The code of the problem that is answered. */
    problem?: ProblemCode;
    /** Whether a policy was met on the way. */
    isStated?: true;
    /** The text of the body, where it is JSON. */
    json?: string;
    /** The parameters of the body, where it is a form. */
    form?: URLSearchParams;
  };
}
