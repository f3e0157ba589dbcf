import { z } from "@hono/zod-openapi";
import type { OpenRoute, RoutePolicy } from "../access/route-policy.ts";
import { PROBLEM_TITLES } from "../problems/problem-status.ts";

/** What every problem says. RFC 9457. */
export const PROBLEM_PARTS = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  code: z.enum(Object.keys(PROBLEM_TITLES) as [string, ...string[]]),
});

/** Every answer that is no success. */
const PROBLEM = PROBLEM_PARTS.extend({
  errors: z.array(z.object({ pointer: z.string(), detail: z.string() })).optional(),
  error: z.string().optional(),
  message: z.string().optional(),
}).openapi("Problem");

const MEANINGS = {
  400: "The request is to be mended.",
  401: "It is not known who is calling.",
  403: "The caller may not do that.",
  404: "There is no such thing.",
  409: "The stored state is another than the request expects.",
  410: "The state that is asked for is gone.",
  413: "The body is larger than the limit.",
  415: "The body is not JSON.",
  422: "The request is well formed and has no answer.",
  429: "There were too many requests.",
  500: "The server met an error of its own.",
  503: "Ask again later.",
} as const;

type Status = keyof typeof MEANINGS;

const PROBLEMS = describedBy(MEANINGS, { "application/problem+json": { schema: PROBLEM } });

/** Problems as a route may answer them. */
export function problems<S extends Status>(...statuses: readonly S[]): Pick<typeof PROBLEMS, S> {
  return Object.fromEntries(statuses.map((status) => [status, PROBLEMS[status]])) as Pick<typeof PROBLEMS, S>;
}

/** What each status means, all of them with bodies of one form. */
export function describedBy<S extends PropertyKey, C>(meanings: Readonly<Record<S, string>>, content: C) {
  const described = Object.entries<string>(meanings).map(([status, description]) => [status, { description, content }]);
  return Object.fromEntries(described) as Record<S, { readonly description: string; readonly content: C }>;
}

/** What every route that asks who is calling may answer, and that has a body. */
export const WITH_BODY = [400, 401, 403, 413, 415, 422, 429, 500, 503] as const;
/** The same without a body. */
export const WITHOUT_BODY = [400, 401, 403, 422, 429, 500, 503] as const;

/** JSON that a request carries. */
export function requestJson<T extends z.ZodType>(schema: T) {
  return { body: { required: true, content: { "application/json": { schema } } } } as const;
}

/** JSON that is answered. */
export function answerJson<T extends z.ZodType>(description: string, schema: T) {
  return { description, content: { "application/json": { schema } } } as const;
}

/** How the policy of a route is said in OpenAPI. */
export function policyDescription(policy: RoutePolicy | OpenRoute) {
  if ("open" in policy) return { security: [], "x-open-because": policy.open };
  const { permission, relation, kinds, forOthers } = policy;
  return {
    security: [{ apiKey: [] }, { bearer: [] }],
    ...(permission !== undefined && { "x-required-permission": permission }),
    ...(relation !== undefined && { "x-required-relation": relation }),
    ...(forOthers !== undefined && { "x-required-relation-for-others": forOthers }),
    ...(kinds !== undefined && { "x-caller-kinds": [...kinds] }),
  };
}
