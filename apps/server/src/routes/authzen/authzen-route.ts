import type { RoutePolicy } from "../../access/route-policy.ts";
import type { House } from "../../house.ts";
import { problems } from "../described.ts";
import { securedBody } from "../secured.ts";

/** Who may ask about anybody. */
const POLICY: RoutePolicy = { relation: "ask" };

const STATUSES = [400, 401, 403, 413, 422, 429, 500, 503] as const;

/** What all routes have that take a request of AuthZEN. Another content type is answered with 400 there. */
export function authzenRoute(house: House) {
  return { method: "post" as const, ...securedBody(house, POLICY) };
}

export const AUTHZEN_PROBLEMS: ReturnType<typeof problems<(typeof STATUSES)[number]>> = problems(...STATUSES);
