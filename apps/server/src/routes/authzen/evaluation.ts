import { createRoute } from "@hono/zod-openapi";
import type { House } from "../../house.ts";
import { answerJson, requestJson } from "../described.ts";
import { NO_STORE, router } from "../router.ts";
import { withDeadline } from "../with-deadline.ts";
import { ANSWER, answerOf, closedFor, decisionsIn, isOfNoModel, type Answer } from "./answer.ts";
import { AUTHZEN_PROBLEMS, authzenRoute } from "./authzen-route.ts";
import { EVALUATION, type Evaluation } from "./entities.ts";
import { AUTHZEN_PATHS } from "./names.ts";
import { toQuestion } from "./question.ts";

/** May that subject do that to this resource? AuthZEN 1.0, Access Evaluation API. */
export function evaluationRoutes(house: House) {
  const route = createRoute({
    path: AUTHZEN_PATHS.access_evaluation_endpoint,
    operationId: "evaluate",
    summary: "AuthZEN: may that subject do that to this resource?",
    ...authzenRoute(house),
    request: requestJson(EVALUATION),
    responses: { 200: answerJson("The decision; a denial is one.", ANSWER), ...AUTHZEN_PROBLEMS },
  });
  return router().openapi(route, async (c) => {
    const answer = await evaluate(house, c.req.valid("json"));
    c.set("decisions", decisionsIn([answer]));
    return c.json(answer, 200, NO_STORE);
  });
}

/** @throws Failure where the question has no decision, unless it names what the model does not have */
export async function evaluate(house: House, asked: Evaluation): Promise<Answer> {
  try {
    return answerOf(await house.relata.check(withDeadline(house, toQuestion(asked))));
  } catch (error) {
    if (isOfNoModel(error)) return closedFor(error, house.log);
    throw error;
  }
}
