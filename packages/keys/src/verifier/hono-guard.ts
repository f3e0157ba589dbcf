import type { Verifier } from "./create-verifier.ts";
import { admitted, forbidden, isDenial, type Denial, type GuardOptions } from "./guard.ts";
import type { Token } from "./token.ts";

/** What of Hono's context is used. */
export interface HonoContextLike {
  readonly req: { header(name: string): string | undefined; param(name: string): string | undefined };
  set(key: string, value: unknown): void;
  get(key: string): unknown;
}

export type HonoMiddleware<C extends HonoContextLike> = (
  context: C,
  next: () => Promise<void>,
) => Promise<Response | undefined>;

/** An object that a route is about. */
export interface Protected {
  readonly type: string;
  readonly id: string;
  /** What the service knows of it, where the issuer is asked: amounts, states. */
  readonly attributes?: Readonly<Record<string, unknown>>;
}

/**
 * Middleware for Hono. `authenticate` takes the token and keeps it under `token`; `permit` lets pass whoever may.
 *
 * ```ts
 * const { authenticate, permit } = honoGuard(verifier, { ask: askIssuer(`${issuer}/api/auth/check-permission`) });
 * app.use(authenticate);
 * app.get("/documents/:id", permit("read", (c) => ({ type: "document", id: c.req.param("id") ?? "" })), show);
 * ```
 */
export function honoGuard(verifier: Verifier, options: GuardOptions) {
  const authenticate: HonoMiddleware<HonoContextLike> = async (context, next) => {
    const token = await admitted(verifier, context.req.header("authorization"));
    if (isDenial(token)) return responseOf(token);
    context.set("token", token);
    await next();
    return undefined;
  };
  const permit =
    <C extends HonoContextLike>(
      permission: string,
      of: (context: C) => Protected | Promise<Protected>,
    ): HonoMiddleware<C> =>
    async (context, next) => {
      const token = context.get("token") as Token | undefined;
      if (token === undefined) throw new TypeError("`permit` stands behind `authenticate`: no token was taken");
      const denial = await forbidden({ token, permission, ...(await of(context)) }, options);
      if (denial !== undefined) return responseOf(denial);
      await next();
      return undefined;
    };
  return { authenticate, permit };
}

function responseOf({ status, headers, body }: Denial): Response {
  return Response.json(body, { status, headers });
}
