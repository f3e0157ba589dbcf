import { createRoute, z } from "@hono/zod-openapi";
import type { CheckOutcome } from "@relata/core";
import type { House } from "../../house.ts";
import type { RequestLimits } from "../../limits.ts";
import { schemaProblem } from "../../problems/field-problems.ts";
import { answerJson, requestJson } from "../described.ts";
import { atMost } from "../native/question-schemas.ts";
import { NO_STORE, router } from "../router.ts";
import { jsonObject } from "../schemas.ts";
import { withDeadline } from "../with-deadline.ts";
import { ANSWER, answerOf, closedFor, decisionsIn, type Answer } from "./answer.ts";
import { AUTHZEN_PROBLEMS, authzenRoute } from "./authzen-route.ts";
import { EVALUATION, type Evaluation } from "./entities.ts";
import { evaluate } from "./evaluation.ts";
import { AUTHZEN_PATHS } from "./names.ts";
import { toQuestion } from "./question.ts";

/** The decision that ends the evaluations, of each semantic that has one. */
const LAST = { execute_all: undefined, deny_on_first_deny: false, permit_on_first_permit: true } as const;

const SEMANTICS = ["execute_all", "deny_on_first_deny", "permit_on_first_permit"] as const;

/** A part of a question, or all that is to be in the place of such a part: judged in each evaluation. */
const part = jsonObject;
const parts = {
  subject: part.optional(),
  action: part.optional(),
  resource: part.optional(),
  context: part.optional(),
};

function evaluationsSchema({ batchItems }: RequestLimits) {
  const evaluations = z.array(z.looseObject(parts)).max(batchItems, atMost(batchItems, "evaluations"));
  return z
    .object({
      ...parts,
      evaluations: evaluations.optional(),
      options: z.object({ evaluations_semantic: z.enum(SEMANTICS).optional() }).optional(),
    })
    .openapi("AccessEvaluations");
}

const ANSWERS = z.union([z.object({ evaluations: z.array(ANSWER) }), ANSWER]);

type Wanted = z.infer<ReturnType<typeof evaluationsSchema>>;
type Parts = Readonly<Record<string, unknown>>;

/** The same of many, with defaults beside the list. AuthZEN 1.0, Access Evaluations API. */
export function evaluationsRoutes(house: House) {
  const route = createRoute({
    path: AUTHZEN_PATHS.access_evaluations_endpoint,
    operationId: "evaluateMany",
    summary: "AuthZEN: the same of many, of one state.",
    ...authzenRoute(house),
    request: requestJson(evaluationsSchema(house.limits)),
    responses: {
      200: answerJson("The decisions in the order of the questions; or the one decision, without a list.", ANSWERS),
      ...AUTHZEN_PROBLEMS,
    },
  });
  return router().openapi(route, async (c) => {
    const wanted = c.req.valid("json");
    const { evaluations = [], options } = wanted;
    const isOne = evaluations.length === 0;
    const answers = isOne ? [await evaluate(house, theOne(wanted))] : await answersOf(house, evaluations, wanted);
    const given = upTo(LAST[options?.evaluations_semantic ?? "execute_all"], answers);
    c.set("decisions", decisionsIn(given));
    const [first] = given;
    if (isOne && first !== undefined) return c.json(first, 200, NO_STORE);
    return c.json({ evaluations: [...given] }, 200, NO_STORE);
  });
}

/** @throws Problem where a part is missing, or is not as it must be */
function theOne(wanted: Wanted): Evaluation {
  const { success, data, error } = EVALUATION.safeParse(wanted);
  if (success) return data;
  throw schemaProblem(error.issues, wanted);
}

/**
 * All answers, in the order of the questions and from one snapshot. A question that has no decision is closed, and no other with it.
 *
 * @throws Failure of no single question: the store did not answer, or too late
 */
async function answersOf(house: House, evaluations: readonly Parts[], defaults: Parts): Promise<readonly Answer[]> {
  const { relata, log } = house;
  const read = evaluations.map((one) => {
    const merged = merge(one, defaults);
    return { merged, ...EVALUATION.safeParse(merged) };
  });
  const questions = read.flatMap(({ data }) => (data === undefined ? [] : [toQuestion(data)]));
  const outcomes = (await relata.checkMany(questions, withDeadline(house, {}))).values();
  return read.map(({ merged, error }) => {
    if (error !== undefined) return closedFor(schemaProblem(error.issues, merged), log);
    const { decision, failure } = next(outcomes);
    return failure === undefined ? answerOf(decision) : closedFor(failure, log);
  });
}

/** Each part of the question's own, or else the default, whole: the two are not mixed. */
function merge(own: Parts, defaults: Parts): Parts {
  const of = (name: string) => (Object.hasOwn(own, name) ? own[name] : defaults[name]);
  return Object.fromEntries(Object.keys(parts).flatMap((name) => (of(name) === undefined ? [] : [[name, of(name)]])));
}

/** Why after all are decided: they share what they visit, and are of one state. */
function upTo(last: boolean | undefined, answers: readonly Answer[]): readonly Answer[] {
  const at = answers.findIndex(({ decision }) => decision === last);
  return at === -1 ? answers : answers.slice(0, at + 1);
}

function next(outcomes: Iterator<CheckOutcome, unknown>): CheckOutcome {
  const step = outcomes.next();
  if (step.done === true) throw new Error("invariant: each question has its outcome");
  return step.value;
}
