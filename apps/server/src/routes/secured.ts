import type { RoutePolicy } from "../access/route-policy.ts";
import { openRoute } from "../access/open-route.ts";
import { jsonBody } from "../body/json-body.ts";
import type { House } from "../house.ts";

/** The policy of a route, from which it is described too. */
export function secured({ access }: House, policy: RoutePolicy = {}) {
  return { middleware: [access.admit(policy)] };
}

/** The same, and the body of the request behind it: nobody's body is read before it is known who sends it. */
export function securedBody(house: House, policy: RoutePolicy = {}, isOptional = false) {
  const { maxBodyBytes: limitBytes } = house;
  return { middleware: [house.access.admit(policy), jsonBody({ limitBytes, isOptional })] };
}

/** A route that anybody may call, and why. */
export function unsecured(why: string) {
  return { middleware: [openRoute(why)] };
}
