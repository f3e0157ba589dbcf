import { createRoute, z } from "@hono/zod-openapi";
import type { ListedSeveral, Listed, ListingPage } from "@relata/core";
import type { House } from "../../house.ts";
import { answerJson, problems, requestJson, WITH_BODY } from "../described.ts";
import { NO_STORE, router } from "../router.ts";
import { attributes, text } from "../schemas.ts";
import { securedBody } from "../secured.ts";
import { withDeadline } from "../with-deadline.ts";
import { ENTRIES } from "./answer-schemas.ts";
import { asSent } from "./as-sent.ts";
import { ASK, subjectAsked } from "./asked.ts";
import { circumstanceFields, OBJECT, pageFields, PERMISSIONS, SUBJECT } from "./question-schemas.ts";
import { sent } from "./sent.ts";

const SUMMARY = "Entries in the order of ids; complete where there is no `next`, which is the cursor of the next page.";

/** On what a subject has permissions, and who has them on an object. */
export function listRoutes(house: House) {
  const { relata, limits } = house;
  const shared = { permission: PERMISSIONS, type: text, ...circumstanceFields(limits), ...pageFields(limits) };
  const through = z.union([text, z.array(text).min(1).max(100)]);
  const objects = createRoute({
    method: "post",
    path: "/v1/list-objects",
    operationId: "listObjects",
    summary: "What may that subject do that to?",
    ...securedBody(house, { forOthers: ASK }),
    request: requestJson(
      z.strictObject({
        subject: SUBJECT.optional(),
        within: OBJECT.optional(),
        through: through.optional(),
        ...shared,
      }),
    ),
    responses: { 200: answerJson(SUMMARY, ENTRIES), ...problems(...WITH_BODY, 410) },
  });
  const subjects = createRoute({
    method: "post",
    path: "/v1/list-subjects",
    operationId: "listSubjects",
    summary: "Who may do that to this?",
    ...securedBody(house, { relation: ASK }),
    request: requestJson(z.strictObject({ object: OBJECT, resource: attributes.optional(), ...shared })),
    responses: { 200: answerJson(SUMMARY, ENTRIES), ...problems(...WITH_BODY, 410) },
  });
  return router()
    .openapi(objects, async (c) => {
      const { limit, cursor, ...wanted } = asSent(c.req.valid("json"));
      const subject = await subjectAsked(house, c.var.principal, wanted);
      const page = await relata.listObjects(withDeadline(house, { ...wanted, subject }), partOf(limit, cursor));
      return c.json(pageBody(page), 200, NO_STORE);
    })
    .openapi(subjects, async (c) => {
      const { limit, cursor, ...wanted } = asSent(c.req.valid("json"));
      const page = await relata.listSubjects(withDeadline(house, wanted), partOf(limit, cursor));
      return c.json(pageBody(page), 200, NO_STORE);
    });
}

function partOf(limit: number, after: string | undefined) {
  return { limit, ...(after !== undefined && { after }) };
}

function pageBody({ entries, next }: ListingPage<Listed | ListedSeveral>) {
  return { entries: sent(entries), ...(next !== undefined && { next }) };
}
