import { createRoute, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import type { IssuingHouse } from "../../house.ts";
import type { ServerEnv } from "../../server-env.ts";
import { answerJson, problems } from "../described.ts";
import { router } from "../router.ts";
import { unsecured } from "../secured.ts";
import { PATHS, TOKEN_EXCHANGE } from "./names.ts";
import { SCOPE } from "./token.ts";

const PATH = "/.well-known/oauth-authorization-server";
const MAX_AGE_SECONDS = 3_600;
const WAYS = ["client_secret_basic", "client_secret_post"];

const texts = z.array(z.string());
const METADATA = z.object({
  issuer: z.string(),
  token_endpoint: z.string(),
  jwks_uri: z.string(),
  introspection_endpoint: z.string(),
  revocation_endpoint: z.string(),
  scopes_supported: texts,
  response_types_supported: texts,
  grant_types_supported: texts,
  token_endpoint_auth_methods_supported: texts,
  introspection_endpoint_auth_methods_supported: texts,
  revocation_endpoint_auth_methods_supported: texts,
});

/** Where clients of OAuth find all the rest, of an issuer that is an address. RFC 8414. */
export function metadataRoutes({ issuer: { issuer } }: IssuingHouse) {
  const document = metadataOf(issuer.replace(/\/$/, ""), issuer);
  const answer = (c: Context<ServerEnv>) =>
    c.json(document, 200, { "cache-control": `public, max-age=${MAX_AGE_SECONDS}` });
  const routes = router().openapi(at(PATH, "readOAuthMetadata"), (c) => answer(c));
  // RFC 8414 §3.1: the path of the issuer stands behind.
  const behind = new URL(issuer).pathname.replace(/\/$/, "");
  if (behind !== "") routes.openapi(at(PATH + behind, "readOAuthMetadataBehindPath"), (c) => answer(c));
  return routes;
}

function at<P extends string>(path: P, operationId: string) {
  return createRoute({
    method: "get",
    path,
    operationId,
    summary: "Where tokens are made, verified and ended.",
    ...unsecured("clients ask it before they have anything to show, and it holds addresses alone"),
    responses: { 200: answerJson("Metadata of the authorization server.", METADATA), ...problems(500) },
  });
}

function metadataOf(base: string, issuer: string): z.infer<typeof METADATA> {
  return {
    issuer,
    token_endpoint: base + PATHS.token,
    jwks_uri: `${base}/.well-known/jwks.json`,
    introspection_endpoint: base + PATHS.introspect,
    revocation_endpoint: base + PATHS.revoke,
    scopes_supported: [SCOPE],
    // There is no endpoint of authorization: nobody grants anything in a browser.
    response_types_supported: [],
    grant_types_supported: ["client_credentials", TOKEN_EXCHANGE],
    token_endpoint_auth_methods_supported: [...WAYS, "none"],
    introspection_endpoint_auth_methods_supported: WAYS,
    revocation_endpoint_auth_methods_supported: WAYS,
  };
}
