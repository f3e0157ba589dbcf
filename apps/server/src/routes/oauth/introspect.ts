import { createRoute, z } from "@hono/zod-openapi";
import { isRefusal, relationGuard, type Introspected } from "@relata/keys";
import { formatSubject, sameSubject } from "@relata/model";
import type { IssuingHouse } from "../../house.ts";
import { answerJson } from "../described.ts";
import { given } from "../given.ts";
import { router } from "../router.ts";
import { checkClient } from "./client.ts";
import { forClients, NOT_KEPT, OAUTH_PROBLEMS, parameter, requestForm } from "./described.ts";
import { PATHS } from "./names.ts";

const WANTED = z.object({
  token: parameter,
  token_type_hint: parameter.optional(),
  client_id: parameter.optional(),
  client_secret: parameter.optional(),
});

const SAID = z.object({
  active: z.boolean(),
  client_id: z.string().optional(),
  sub: z.string().optional(),
  iss: z.string().optional(),
  aud: z.string().optional(),
  scope: z.string().optional(),
  token_type: z.literal("Bearer").optional(),
  jti: z.string().optional(),
  iat: z.int().optional(),
  exp: z.int().optional(),
  org: z.string().optional(),
  env: z.string().optional(),
  owner: z.string().optional(),
});

/**
 * Whether a token or a key counts now. RFC 7662. Whoever has a credential learns that much; the rest is for the key itself, and for
 * those who manage keys.
 */
export function introspectRoutes(house: IssuingHouse) {
  const { introspect, issuer } = house.issuer;
  const managing = relationGuard(house.relata, "manage_keys");
  const route = createRoute({
    method: "post",
    path: PATHS.introspect,
    operationId: "introspectToken",
    summary: "Does this token, or key, count now?",
    ...forClients(house),
    request: requestForm(WANTED),
    responses: { 200: answerJson("Whether it does, and to whom it belongs what it is.", SAID), ...OAUTH_PROBLEMS },
  });
  return router().openapi(route, async (c) => {
    const caller = checkClient(c);
    const answer = await introspect(c.req.valid("form").token);
    if (isRefusal(answer)) return c.json({ active: false }, 200, NOT_KEPT);
    const isOwn = sameSubject(caller.subject, answer.principal.subject);
    const seesAll = isOwn || (await managing.check(caller)) === undefined;
    return c.json({ active: true, ...(seesAll && said(answer, issuer)) }, 200, NOT_KEPT);
  });
}

/** What a token says of itself; of a key, what a token of it would say. Never what it may do: that is asked when it is done. */
function said({ principal, claims }: Introspected, issuer: string): Omit<z.infer<typeof SAID>, "active"> {
  if (claims !== undefined) {
    const { apiKeyId: client_id, sub, iss, aud, scope, jti, iat, exp, org, env, owner } = claims;
    const always = { client_id, sub, iss, aud, scope, token_type: "Bearer", jti, iat, exp } as const;
    return { ...always, ...given({ org, env, owner }) };
  }
  const { subject, organization: org, environment: env, owner } = principal;
  const of = owner === undefined ? undefined : formatSubject(owner);
  return { client_id: subject.id, sub: formatSubject(subject), iss: issuer, ...given({ org, env, owner: of }) };
}
