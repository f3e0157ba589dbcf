import { z } from "@hono/zod-openapi";
import { formBody } from "../../body/form-body.ts";
import type { House } from "../../house.ts";
import { describedBy, policyDescription } from "../described.ts";
import { keyOfClient } from "./client.ts";

/** RFC 6749 §5.2. */
const OAUTH_PROBLEM = z.object({ error: z.string(), error_description: z.string() }).openapi("OAuthProblem");

const MEANINGS = {
  400: "The request is to be mended; in a token exchange also: the subject is not taken.",
  401: "The client is not known.",
  403: "The client may not do that.",
  413: "The body is larger than the limit.",
  415: "The body is no form.",
  422: "The request is well formed and has no answer.",
  429: "There were too many requests.",
  500: "The server met an error of its own.",
  503: "Ask again later.",
} as const;

/** What every route of OAuth may answer but success. */
export const OAUTH_PROBLEMS = describedBy(MEANINGS, { "application/json": { schema: OAUTH_PROBLEM } });

/** Tokens and what is said about them are kept nowhere. RFC 6749 §5.1. */
export const NOT_KEPT = { "cache-control": "no-store", pragma: "no-cache" } as const;

/** How clients are known. The secret may stand in the body, so that here the body comes first; within its limit, like every other. */
export function forClients({ access, maxBodyBytes }: House) {
  const policy = { credential: keyOfClient };
  const { security, ...described } = policyDescription(policy);
  return {
    ...described,
    description: "The client shows its key by `Authorization: Basic`, in the body, or in a header of keys.",
    security: [...security, { client: [] }],
    middleware: [formBody(maxBodyBytes), access.admit(policy)],
  };
}

/** Parameters that a request carries. */
export function requestForm<T extends z.ZodType>(schema: T) {
  return { body: { required: true, content: { "application/x-www-form-urlencoded": { schema } } } } as const;
}

/** A parameter. Longer than a name may be: tokens are. */
export const parameter = z.string().max(16_384);
