import { createRoute, z } from "@hono/zod-openapi";
import { decisionsOf, type CheckOutcome } from "@relata/core";
import { subjectOf, type Principal } from "@relata/keys";
import type { House } from "../house.ts";
import { answerJson, problems, requestJson, WITH_BODY } from "./described.ts";
import { router } from "./router.ts";
import { attributes, missing, text } from "./schemas.ts";
import { securedBody } from "./secured.ts";
import { sendJson } from "./send-json.ts";
import { withDeadline } from "./with-deadline.ts";

const resource = z.strictObject({ attributes }).optional();

const QUESTION = z.strictObject({ entityType: text, entityId: text, permission: text, resource });

const DECISION = z.object({
  allowed: z.boolean(),
  entityType: z.string(),
  entityId: z.string(),
  permission: z.string(),
  subjectType: z.string(),
  subjectId: z.string(),
  missing: missing.optional(),
});

const MOST_IDS = 1_000;
const QUESTIONS = z.strictObject({
  entityType: text,
  entityIds: z.array(text).min(1).max(MOST_IDS),
  permission: text,
  resource,
});

const RESULTS = z.object({ results: z.record(z.string(), z.boolean()) });

/** May the caller do that to this: the question of a service that has a caller's key, token or session in its hands. */
export function checkPermissionRoutes(house: House) {
  const { relata } = house;
  const one = createRoute({
    method: "post",
    path: "/api/auth/check-permission",
    operationId: "checkPermission",
    summary: "May the caller do that to this?",
    ...securedBody(house),
    request: requestJson(QUESTION),
    responses: { 200: answerJson("The decision; a denial is one.", DECISION), ...problems(...WITH_BODY, 404) },
  });
  const several = createRoute({
    method: "post",
    path: "/api/auth/check-permission/batch",
    operationId: "checkPermissions",
    summary: "May the caller do that to each of these?",
    ...securedBody(house),
    request: requestJson(QUESTIONS),
    responses: { 200: answerJson("A decision for each id, of one state.", RESULTS), ...problems(...WITH_BODY, 404) },
  });

  return router()
    .openapi(one, async (c) => {
      const { entityType, entityId, permission, resource: given } = c.req.valid("json");
      const principal = c.get("principal");
      const object = { type: entityType, id: entityId };
      const decision = await relata.check(withDeadline(house, { ...questionOf(principal, permission, given), object }));
      c.set("decisions", decisionsOf([{ decision }]));
      const said = { entityType, entityId, permission, ...subjectOfAnswer(principal) };
      const open = decision.outcome === "conditional" ? { missing: [...decision.missing] } : {};
      return sendJson(c, { allowed: decision.outcome === "allowed", ...said, ...open });
    })
    .openapi(several, async (c) => {
      const { entityType, entityIds, permission, resource: given } = c.req.valid("json");
      const question = questionOf(c.get("principal"), permission, given);
      const ids = [...new Set(entityIds)];
      const questions = ids.map((id) => ({ ...question, object: { type: entityType, id } }));
      const outcomes = await relata.checkMany(questions, withDeadline(house, {}));
      c.set("decisions", decisionsOf(outcomes));
      // `fromEntries` makes a property of `__proto__`, where an assignment would not.
      return sendJson(c, { results: Object.fromEntries(outcomes.map((one, i) => [ids[i] ?? "", isAllowed(one)])) });
    });
}

/** Why a failure fails the whole: it is no denial, and the answer has no place for a third value. */
function isAllowed({ decision, failure }: CheckOutcome): boolean {
  if (failure !== undefined) throw failure;
  return decision.outcome === "allowed";
}

function questionOf(principal: Principal, permission: string, given: z.infer<typeof resource>) {
  return {
    subject: subjectOf(principal),
    permission,
    ...(given !== undefined && { resource: given.attributes }),
  };
}

function subjectOfAnswer({ subject }: Principal) {
  return { subjectType: subject.type, subjectId: subject.id };
}
