import { createRoute, z } from "@hono/zod-openapi";
import type { Relata } from "@relata/core";
import type { Context } from "hono";
import { schemaProblem } from "../problems/field-problems.ts";
import { holdsSecretWithin } from "../body/holds-secret-within.ts";
import { Problem } from "../problems/problem.ts";
import { toCheckInput } from "./check-input.ts";
import { decisionBody } from "./decision-body.ts";
import { answerJson, problems, requestJson, WITH_BODY } from "./described.ts";
import { NO_STORE, router } from "./router.ts";
import { attributes, missing, time } from "./schemas.ts";
import type { Guarding } from "./secured.ts";

const reference = z.union([
  z.string(),
  z.strictObject({ type: z.string(), id: z.string(), relation: z.string().nullable().optional() }),
]);

const QUESTION = z
  .strictObject({
    subject: z.union([reference, z.strictObject({ allOf: z.array(reference).min(1) })]),
    permission: z.string(),
    object: z.union([z.string(), z.strictObject({ type: z.string(), id: z.string() })]),
    resource: attributes.optional(),
    context: attributes.optional(),
    now: z.string().optional(),
  })
  .openapi("Question");

const validUntil = time.optional();
const DECISION = z
  .union([
    z.object({ outcome: z.enum(["allowed", "denied"]), validUntil }),
    z.object({ outcome: z.literal("conditional"), missing, validUntil }),
  ])
  .openapi("Decision");

/** May that subject do that to this? For callers who may ask about anybody. */
export function checkRoutes(relata: Relata, guarding: Guarding) {
  const route = createRoute({
    method: "post",
    path: "/v1/check",
    summary: "May that subject do that to this?",
    ...guarding,
    request: requestJson(QUESTION),
    responses: { 200: answerJson("The decision; a denial is one.", DECISION), ...problems(...WITH_BODY) },
  });
  const ask = async (c: Context) => {
    const body: unknown = await c.req.json();
    // What a decision waits for is said with the object's id.
    if (holdsSecretWithin(body)) throw new Problem("invalid_request", "the question holds a key: rotate it");
    const decision = await relata.check(toCheckInput(body));
    c.set("outcome", decision.outcome);
    return decision;
  };
  const refuse = async (c: Context, issues: Parameters<typeof schemaProblem>[0]): Promise<never> => {
    // The engine knows the model, and says better what is wrong.
    await ask(c);
    throw schemaProblem(issues, await c.req.json());
  };
  return router().openapi(
    route,
    async (c) => c.json(decisionBody(await ask(c)) as z.infer<typeof DECISION>, 200, NO_STORE),
    (result, c) => (result.success ? undefined : refuse(c, result.error.issues)),
  );
}
