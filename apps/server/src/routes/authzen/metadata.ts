import { createRoute, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import type { IssuingHouse } from "../../house.ts";
import type { ServerEnv } from "../../server-env.ts";
import { answerJson, problems } from "../described.ts";
import { router } from "../router.ts";
import { unsecured } from "../secured.ts";
import { AUTHZEN_PATHS } from "./names.ts";

const PATH = "/.well-known/authzen-configuration";
const MAX_AGE_SECONDS = 3_600;

const METADATA = z.object({
  policy_decision_point: z.string(),
  access_evaluation_endpoint: z.string(),
  access_evaluations_endpoint: z.string(),
  search_subject_endpoint: z.string(),
  search_resource_endpoint: z.string(),
  search_action_endpoint: z.string(),
});

/** Where clients of AuthZEN find the rest, of a server that knows its own address: one that a request names is not repeated. */
export function authzenMetadataRoutes({ issuer: { issuer } }: IssuingHouse) {
  const base = issuer.replace(/\/$/, "");
  const endpoints = Object.entries(AUTHZEN_PATHS).map(([name, path]) => [name, base + path] as const);
  const document = { policy_decision_point: base, ...Object.fromEntries(endpoints) } as z.infer<typeof METADATA>;
  const answer = (c: Context<ServerEnv>) =>
    c.json(document, 200, { "cache-control": `public, max-age=${MAX_AGE_SECONDS}` });
  const routes = router().openapi(at(PATH, "readAuthZenMetadata"), (c) => answer(c));
  // AuthZEN 1.0, PDP metadata: the path of the address stands behind.
  const behind = new URL(issuer).pathname.replace(/\/$/, "");
  if (behind !== "") routes.openapi(at(PATH + behind, "readAuthZenMetadataBehindPath"), (c) => answer(c));
  return routes;
}

function at<P extends string>(path: P, operationId: string) {
  return createRoute({
    method: "get",
    path,
    operationId,
    summary: "AuthZEN: where decisions are asked for.",
    ...unsecured("clients ask it before they show anything, and it holds addresses alone"),
    responses: { 200: answerJson("Metadata of the policy decision point.", METADATA), ...problems(500) },
  });
}
