import { createRoute, z } from "@hono/zod-openapi";
import { decisionsOf, type CheckOutcome } from "@relata/core";
import type { House } from "../../house.ts";
import type { Log } from "../../log.ts";
import { problemParts, toldOf } from "../../problems/problem.ts";
import type { RequestLimits } from "../../limits.ts";
import { answerJson, problems, requestJson, WITH_BODY } from "../described.ts";
import { NO_STORE, router } from "../router.ts";
import { attributes, text } from "../schemas.ts";
import { securedBody } from "../secured.ts";
import { withDeadline } from "../with-deadline.ts";
import { DECISION, ITEM_PROBLEM } from "./answer-schemas.ts";
import { asSent } from "./as-sent.ts";
import { ASK, subjectAsked, subjectsAsked } from "./asked.ts";
import { atMost, circumstanceFields, OBJECT, SUBJECT } from "./question-schemas.ts";
import { sent } from "./sent.ts";

const ITEM = { subject: SUBJECT.optional(), permission: text, object: OBJECT, resource: attributes.optional() };

/** One question. Without a subject it is about the caller. */
export function questionSchema(limits: RequestLimits) {
  return z.strictObject({ ...ITEM, ...circumstanceFields(limits) });
}

function batchSchema(limits: RequestLimits) {
  const { batchItems } = limits;
  const items = z.array(z.strictObject({ ...ITEM, context: attributes.optional() }));
  return z.strictObject({
    items: items.max(batchItems, atMost(batchItems, "questions")),
    ...circumstanceFields(limits),
  });
}

const RESULTS = z.object({
  results: z.array(z.union([z.object({ decision: DECISION }), z.object({ error: ITEM_PROBLEM })])),
});

/** May that subject do that to this? One question, or many of one state. */
export function decisionRoutes(house: House) {
  const { relata, limits, log } = house;
  const one = createRoute({
    method: "post",
    path: "/v1/check",
    operationId: "check",
    summary: "May that subject do that to this?",
    ...securedBody(house, { forOthers: ASK }),
    request: requestJson(questionSchema(limits).openapi("Question")),
    responses: { 200: answerJson("The decision; a denial is one.", DECISION), ...problems(...WITH_BODY, 410) },
  });
  const many = createRoute({
    method: "post",
    path: "/v1/check/batch",
    operationId: "checkMany",
    summary: "Many questions of one state, each with a decision or an error of its own.",
    ...securedBody(house, { forOthers: ASK }),
    request: requestJson(batchSchema(limits)),
    responses: { 200: answerJson("The results, in the order of the items.", RESULTS), ...problems(...WITH_BODY, 410) },
  });
  return router()
    .openapi(one, async (c) => {
      const wanted = asSent(c.req.valid("json"));
      const subject = await subjectAsked(house, c.var.principal, wanted);
      const decision = await relata.check(withDeadline(house, { ...wanted, subject }));
      c.set("decisions", decisionsOf([{ decision }]));
      return c.json(sent(decision), 200, NO_STORE);
    })
    .openapi(many, async (c) => {
      const { items, ...rest } = asSent(c.req.valid("json"));
      const { tuples } = rest;
      const wanted = items.map(({ subject }) => ({ subject, tuples }));
      const subjects = await subjectsAsked(house, c.var.principal, wanted);
      const questions = items.map((item, i) => ({ ...item, subject: subjects[i] ?? "" }));
      const outcomes = await relata.checkMany(questions, withDeadline(house, rest));
      c.set("decisions", decisionsOf(outcomes));
      return c.json({ results: outcomes.map((outcome) => resultOf(outcome, log)) }, 200, NO_STORE);
    });
}

function resultOf({ decision, failure }: CheckOutcome, log: Log) {
  return failure === undefined ? { decision: sent(decision) } : { error: problemParts(toldOf(failure, log)) };
}
