import { createRoute, z } from "@hono/zod-openapi";
import { isRefusal } from "@relata/keys";
import type { Context } from "hono";
import { jsonBody } from "../body/json-body.ts";
import type { IssuingHouse } from "../house.ts";
import { refusalProblem } from "../problems/refusal-problem.ts";
import type { ServerEnv } from "../server-env.ts";
import { answerJson, problems, WITH_BODY } from "./described.ts";
import { given } from "./given.ts";
import { NO_STORE, router } from "./router.ts";
import { text, time } from "./schemas.ts";

const WANTED = z.strictObject({
  apiKey: z.string().min(1).max(1_024).optional(),
  audience: text.optional(),
  types: z.array(text).max(1_000).optional(),
  permissions: z.array(text).max(1_000).optional(),
});

const EXCHANGED = z.object({
  token: z.string(),
  tokenType: z.literal("Bearer"),
  expiresIn: z.int(),
  expiresAt: time,
});

/** A key for a token: the key in the body, as existing clients send it, or in its header. */
export function exchangeRoutes({ access, maxBodyBytes: limitBytes, issuer: { exchange } }: IssuingHouse) {
  const policy = { credential: keyInBody };
  const route = createRoute({
    method: "post",
    path: "/api/auth/api-key/exchange",
    operationId: "exchangeKey",
    summary: "Exchange a key for a token that says what it may do.",
    // The key may stand in the body, so that here the body comes first; within its limit, like every other.
    middleware: [jsonBody({ limitBytes, isOptional: true }), access.admit(policy)],
    request: { body: { required: false, content: { "application/json": { schema: WANTED } } } },
    responses: { 200: answerJson("The token, for 15 minutes at the most.", EXCHANGED), ...problems(...WITH_BODY, 404) },
  });
  return router().openapi(route, async (c) => {
    const { apiKey: _, ...wanted } = c.req.valid("json");
    const answer = await exchange(c.var.principal, given(wanted));
    if (isRefusal(answer)) throw refusalProblem(answer);
    const { token, tokenType, expiresIn, expiresAt } = answer;
    return c.json({ token, tokenType, expiresIn, expiresAt }, 200, NO_STORE);
  });
}

/** Undefined also where the body is not as it must be: then it is refused for that, once it is known who is calling. */
async function keyInBody(c: Context<ServerEnv>): Promise<string | undefined> {
  const body = parsed(await c.req.text());
  if (typeof body !== "object" || body === null || !("apiKey" in body)) return undefined;
  return typeof body.apiKey === "string" && body.apiKey !== "" ? body.apiKey : undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
