import { createRoute, z } from "@hono/zod-openapi";
import { isRefusal, type Principal } from "@relata/keys";
import { isFailure, sameSubject } from "@relata/model";
import type { IssuingHouse, KeyedHouse } from "../../house.ts";
import { Problem } from "../../problems/problem.ts";
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

/**
 * Ends a key for good, and its tokens with it. RFC 7009. A single token cannot be ended: nothing is kept of it, and verifiers ask
 * nobody. That is said, and not hidden behind a success.
 */
export function revokeRoutes(house: IssuingHouse) {
  const { introspect } = house.issuer;
  const route = createRoute({
    method: "post",
    path: PATHS.revoke,
    operationId: "revokeToken",
    summary: "End a key for good: its own, or one that the caller manages.",
    ...forClients(house),
    request: requestForm(WANTED),
    responses: { 200: { description: "It counts no more, or never did." }, ...OAUTH_PROBLEMS },
  });
  return router().openapi(route, async (c) => {
    const caller = checkClient(c);
    const { token } = c.req.valid("form");
    const answer = await introspect(token);
    // A key that does not count may still be known: a disabled one is to be ended too.
    const id = isRefusal(answer) ? answer.key : answer.principal.key;
    if (house.keys.recognises(token)) await (id === undefined ? undefined : end(house, caller, id));
    else if (!isRefusal(answer) || answer.code !== "invalid_token") throw unsupported();
    return c.body(null, 200, NOT_KEPT);
  });
}

async function end({ keys }: KeyedHouse, caller: Principal, id: string): Promise<void> {
  const isOwn = sameSubject(caller.subject, { type: "apikey", id });
  try {
    await (isOwn ? keys.revoke(id, { by: caller.subject }) : keys.as(caller).revoke(id));
  } catch (error) {
    // It was ended before: that is what the client wants.
    if (isFailure(error, "key_revoked")) return;
    if (isFailure(error, "unknown_key")) throw new Problem("unauthorized_client", "that key is for others to end");
    throw error;
  }
}

function unsupported(): Problem {
  return new Problem(
    "unsupported_token_type",
    "a token lives as long as it says, 15 minutes at the most: revoke or disable its key, and it counts no more",
  );
}
