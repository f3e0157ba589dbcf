import { holdsSecret } from "@relata/keys";
import type { MiddlewareHandler } from "hono";
import type { RoutePolicy } from "../../access/route-policy.ts";
import type { House } from "../../house.ts";
import type { ServerEnv } from "../../server-env.ts";
import { problems } from "../described.ts";
import { securedBody } from "../secured.ts";

/** Who may ask about anybody. */
const POLICY: RoutePolicy = { relation: "ask" };

const STATUSES = [400, 401, 403, 413, 422, 429, 500, 503] as const;

/** What all routes have that take a request of AuthZEN. Another content type is answered with 400 there. */
export function authzenRoute(house: House) {
  const { middleware, ...described } = securedBody(house, POLICY);
  return { method: "post" as const, ...described, middleware: [echoRequestId, ...middleware] };
}

export const AUTHZEN_PROBLEMS: ReturnType<typeof problems<(typeof STATUSES)[number]>> = problems(...STATUSES);

const HEADER = "x-request-id";

/** Answers bear the id of their request, those of failures too. AuthZEN 1.0, request identification. Why never a key: answers are logged. */
export const echoRequestId: MiddlewareHandler<ServerEnv> = async (c, next) => {
  await next();
  const id = c.req.header(HEADER);
  if (id !== undefined && !holdsSecret(id)) c.res.headers.set(HEADER, id);
};
