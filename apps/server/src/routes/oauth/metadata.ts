import { z } from "@hono/zod-openapi";
import type { IssuingHouse } from "../../house.ts";
import { wellKnownRoutes } from "../well-known.ts";
import { PATHS, TOKEN_EXCHANGE } from "./names.ts";
import { SCOPE } from "./token.ts";

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

const DESCRIBED = {
  path: "/.well-known/oauth-authorization-server",
  operationId: "readOAuthMetadata",
  summary: "Where tokens are made, verified and ended.",
  description: "Metadata of the authorization server.",
  schema: METADATA,
} as const;

/** Where clients of OAuth find all the rest, of an issuer that is an address. RFC 8414. */
export function metadataRoutes({ issuer: { issuer } }: IssuingHouse) {
  return wellKnownRoutes(DESCRIBED, issuer, metadataOf(issuer.replace(/\/$/, ""), issuer));
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
