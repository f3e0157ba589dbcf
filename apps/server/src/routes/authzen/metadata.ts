import { z } from "@hono/zod-openapi";
import type { IssuingHouse } from "../../house.ts";
import { wellKnownRoutes } from "../well-known.ts";
import { AUTHZEN_PATHS } from "./names.ts";

const METADATA = z.object({
  policy_decision_point: z.string(),
  access_evaluation_endpoint: z.string(),
  access_evaluations_endpoint: z.string(),
  search_subject_endpoint: z.string(),
  search_resource_endpoint: z.string(),
  search_action_endpoint: z.string(),
});

const DESCRIBED = {
  path: "/.well-known/authzen-configuration",
  operationId: "readAuthZenMetadata",
  summary: "AuthZEN: where decisions are asked for.",
  description: "Metadata of the policy decision point.",
  schema: METADATA,
} as const;

/** Where clients of AuthZEN find the rest, of a server that knows its own address: one that a request names is not repeated. */
export function authzenMetadataRoutes({ issuer: { issuer } }: IssuingHouse) {
  const base = issuer.replace(/\/$/, "");
  const endpoints = Object.entries(AUTHZEN_PATHS).map(([name, path]) => [name, base + path] as const);
  const document = { policy_decision_point: base, ...Object.fromEntries(endpoints) } as z.infer<typeof METADATA>;
  return wellKnownRoutes(DESCRIBED, issuer, document);
}
