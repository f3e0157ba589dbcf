import { createRoute, z } from "@hono/zod-openapi";
import { decisionsOf, type CheckOutcome, type Decision } from "@relata/core";
import type { House } from "../../house.ts";
import type { Log } from "../../log.ts";
import { problemParts, toldOf } from "../../problems/problem.ts";
import type { RequestLimits } from "../../limits.ts";
import { answerJson, problems, requestJson, WITH_BODY } from "../described.ts";
import { router } from "../router.ts";
import { attributes, text } from "../schemas.ts";
import { securedBody } from "../secured.ts";
import { sendText } from "../send-json.ts";
import { withDeadline } from "../with-deadline.ts";
import { DECISION, ITEM_PROBLEM } from "./answer-schemas.ts";
import { asSent } from "./as-sent.ts";
import { ASK, subjectAsked, subjectsAsked } from "./asked.ts";
import { atMost, circumstanceFields, OBJECT, SUBJECT } from "./question-schemas.ts";
import { decisionText } from "./decision-text.ts";
import type { Sent } from "./sent.ts";

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
      const subject = await subjectAsked(house, c.get("principal"), wanted);
      const decision = await relata.check(withDeadline(house, { ...wanted, subject }));
      c.set("decisions", decisionsOf([{ decision }]));
      return sendText<Sent<Decision>>(c, decisionText(decision));
    })
    .openapi(many, async (c) => {
      const { items, ...rest } = asSent(c.req.valid("json"));
      const { tuples } = rest;
      const wanted = items.map(({ subject }) => ({ subject, tuples }));
      const subjects = await subjectsAsked(house, c.get("principal"), wanted);
      const questions = items.map((item, i) => ({ ...item, subject: subjects[i] ?? "" }));
      const outcomes = await relata.checkMany(questions, withDeadline(house, rest));
      c.set("decisions", decisionsOf(outcomes));
      const results = outcomes.map((outcome) => resultText(outcome, log));
      return sendText<Results>(c, `{"results":[${results.join(",")}]}`);
    });
}

/** What a batch is answered with: the text is made of parts, since most decisions are one of two. */
interface Results {
  readonly results: ({ readonly decision: Sent<Decision> } | { readonly error: ReturnType<typeof problemParts> })[];
}

function resultText({ decision, failure }: CheckOutcome, log: Log): string {
  return failure === undefined
    ? `{"decision":${decisionText(decision)}}`
    : JSON.stringify({ error: problemParts(toldOf(failure, log)) });
}
