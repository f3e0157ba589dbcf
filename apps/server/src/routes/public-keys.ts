import { createRoute, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import type { IssuingHouse } from "../house.ts";
import type { ServerEnv } from "../server-env.ts";
import { answerJson, problems } from "./described.ts";
import { router } from "./router.ts";
import { unsecured } from "./secured.ts";

const KEY_SET = z.object({ keys: z.array(z.object({ kty: z.string(), kid: z.string() }).loose()) });

/** The public keys of the tokens that this server signs. RFC 7517; RFC 8615 for the first path. */
export function publicKeyRoutes({ issuer: { signing } }: IssuingHouse) {
  const published = async (c: Context<ServerEnv>) => {
    const { document, maxAgeSeconds } = await signing.published();
    return c.json(document as z.infer<typeof KEY_SET>, 200, { "cache-control": `public, max-age=${maxAgeSeconds}` });
  };
  return router()
    .openapi(at("/.well-known/jwks.json", "readPublicKeys"), (c) => published(c))
    .openapi(at("/api/auth/jwks", "readPublicKeysForAuth"), (c) => published(c));
}

function at<P extends string>(path: P, operationId: string) {
  return createRoute({
    method: "get",
    path,
    operationId,
    summary: "The keys that tokens are verified by.",
    ...unsecured("public keys are public"),
    responses: { 200: answerJson("A JSON Web Key Set.", KEY_SET), ...problems(500, 503) },
  });
}
