import type { Verifier } from "./create-verifier.ts";
import { admitted, forbidden, isDenial, type Denial, type GuardOptions } from "./guard.ts";
import type { Protected } from "./hono-guard.ts";
import type { Token } from "./token.ts";

/** What of Express's request is used. */
export interface ExpressRequestLike {
  readonly headers: { readonly authorization?: string | undefined };
}

/** What of Express's response is used. */
export interface ExpressResponseLike {
  // oxlint-disable-next-line typescript/no-explicit-any -- Why: so Express declares it, and the application types it.
  locals: Record<string, any>;
  status(code: number): { json(body: unknown): unknown };
  setHeader(name: string, value: string): unknown;
}

export type ExpressMiddleware<R extends ExpressRequestLike> = (
  request: R,
  response: ExpressResponseLike,
  next: (error?: unknown) => void,
) => Promise<void>;

/**
 * Middleware for Express. `authenticate` takes the token and keeps it as `response.locals.token`; `permit` lets pass whoever
 * may. A fault goes to `next`.
 *
 * ```ts
 * const { authenticate, permit } = expressGuard(verifier, { ask: askIssuer(`${issuer}/api/auth/check-permission`) });
 * app.use(authenticate);
 * app.get("/documents/:id", permit("read", (request) => ({ type: "document", id: request.params.id })), show);
 * ```
 */
export function expressGuard(verifier: Verifier, options: GuardOptions) {
  const authenticate: ExpressMiddleware<ExpressRequestLike> = (request, response, next) =>
    passing(response, next, async () => {
      const token = await admitted(verifier, request.headers.authorization);
      if (isDenial(token)) return token;
      response.locals["token"] = token;
      return undefined;
    });
  const permit =
    <R extends ExpressRequestLike>(
      permission: string,
      of: (request: R) => Protected | Promise<Protected>,
    ): ExpressMiddleware<R> =>
    (request, response, next) =>
      passing(response, next, async () => {
        const token = response.locals["token"] as Token | undefined;
        if (token === undefined) throw new TypeError("`permit` stands behind `authenticate`: no token was taken");
        return forbidden({ token, permission, ...(await of(request)) }, options);
      });
  return { authenticate, permit };
}

async function passing(
  response: ExpressResponseLike,
  next: (error?: unknown) => void,
  decide: () => Promise<Denial | undefined>,
): Promise<void> {
  let denial: Denial | undefined;
  try {
    denial = await decide();
  } catch (error) {
    next(error);
    return;
  }
  if (denial === undefined) {
    next();
    return;
  }
  for (const [name, value] of Object.entries(denial.headers)) response.setHeader(name, value);
  response.status(denial.status).json(denial.body);
}
