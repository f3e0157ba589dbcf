import { createRoute, z } from "@hono/zod-openapi";
import type { Issuer } from "../../house.ts";
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

/**
 * Where clients of AuthZEN find the rest. None where the server does not know its own address: they take the paths of the
 * specification then, and an address that a request names is not repeated.
 */
export function authzenMetadataRoutes({ issuer }: Pick<Issuer, "issuer">) {
  const routes = router();
  if (!URL.canParse(issuer)) return routes;
  const base = issuer.replace(/\/$/, "");
  const endpoints = Object.entries(AUTHZEN_PATHS).map(([name, path]) => [name, base + path] as const);
  const document = { policy_decision_point: base, ...Object.fromEntries(endpoints) } as z.infer<typeof METADATA>;
  // AuthZEN 1.0, PDP metadata: the path of the address stands behind.
  const behind = new URL(issuer).pathname.replace(/\/$/, "");
  for (const path of new Set([PATH, PATH + behind])) {
    const route = createRoute({
      method: "get",
      path,
      summary: "AuthZEN: where decisions are asked for.",
      ...unsecured("clients ask it before they show anything, and it holds addresses alone"),
      responses: { 200: answerJson("Metadata of the policy decision point.", METADATA), ...problems(500) },
    });
    routes.openapi(route, (c) => c.json(document, 200, { "cache-control": `public, max-age=${MAX_AGE_SECONDS}` }));
  }
  return routes;
}
