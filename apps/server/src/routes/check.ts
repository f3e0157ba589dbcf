import { createRoute, z } from "@hono/zod-openapi";
import type { CheckInput, Relata } from "@relata/core";
import type { Context } from "hono";
import { schemaProblem } from "../problems/field-problems.ts";
import { holdsSecretWithin } from "../body/holds-secret-within.ts";
import { Problem } from "../problems/problem.ts";
import { toCheckInput } from "./check-input.ts";
import { decisionBody } from "./decision-body.ts";
import { answerJson, problems, requestJson, WITH_BODY } from "./described.ts";
import { NO_STORE, router } from "./router.ts";
import { jsonObject, missing, time } from "./schemas.ts";
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
    resource: jsonObject.optional(),
    context: jsonObject.optional(),
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
    operationId: "check",
    summary: "May that subject do that to this?",
    ...guarding,
    request: requestJson(QUESTION),
    responses: { 200: answerJson("The decision; a denial is one.", DECISION), ...problems(...WITH_BODY) },
  });
  const refuse = async (c: Context, issues: Parameters<typeof schemaProblem>[0]): Promise<never> => {
    const body: unknown = await c.req.json();
    requireNoSecret(body);
    // The engine knows the model, and says better what is wrong.
    await relata.check(toCheckInput(body));
    throw schemaProblem(issues, body);
  };
  return router().openapi(
    route,
    async (c) => {
      const input = c.req.valid("json");
      requireNoSecret(input);
      const decision = await relata.check(input as CheckInput);
      c.set("outcome", decision.outcome);
      return c.json(decisionBody(decision) as z.infer<typeof DECISION>, 200, NO_STORE);
    },
    (result, c) => (result.success ? undefined : refuse(c, result.error.issues)),
  );
}

/** Why: what a decision waits for is said with the object's id. */
function requireNoSecret(body: unknown): void {
  if (holdsSecretWithin(body)) throw new Problem("invalid_request", "the question holds a key: rotate it");
}
