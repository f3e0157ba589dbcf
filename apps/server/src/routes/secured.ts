import type { RoutePolicy } from "../access/route-policy.ts";
import { openRoute } from "../access/access.ts";
import { jsonBody } from "../body/json-body.ts";
import type { House } from "../house.ts";
import { policyDescription } from "./described.ts";

/** The policy of a route as it is kept and as it is described: one statement for both. */
export function secured({ access }: House, policy: RoutePolicy = {}) {
  return { ...policyDescription(policy), middleware: [access.admit(policy)] };
}

/** The same, and the body of the request behind it: nobody's body is read before it is known who sends it. */
export function securedBody(house: House, policy: RoutePolicy = {}, isOptional = false) {
  const { maxBodyBytes: limitBytes } = house;
  return {
    ...policyDescription(policy),
    middleware: [house.access.admit(policy), jsonBody({ limitBytes, isOptional })],
  };
}

/** What guards a route, and what is said of it. */
export type Guarding = ReturnType<typeof unsecured | typeof secured | typeof securedBody>;

/** A route that anybody may call, and why. */
export function unsecured(why: string) {
  return { ...policyDescription({ open: why }), middleware: [openRoute(why)] };
}

/** The same with a body. */
export function unsecuredBody(why: string, limitBytes: number) {
  return { ...policyDescription({ open: why }), middleware: [openRoute(why), jsonBody({ limitBytes })] };
}
