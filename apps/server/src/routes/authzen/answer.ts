import { z } from "@hono/zod-openapi";
import { decisionsOf, type Decision, type Decisions } from "@relata/core";
import { isFailure, type FailureCode } from "@relata/model";
import type { Log } from "../../log.ts";
import { toldOf } from "../../problems/problem.ts";
import { missing } from "../schemas.ts";

export const ANSWER = z
  .object({
    decision: z.boolean(),
    context: z
      .object({
        reason: z.string(),
        missing: missing.optional(),
        error: z.object({ status: z.int(), code: z.string(), message: z.string() }).optional(),
      })
      .optional(),
  })
  .openapi("AccessDecision");

export type Answer = z.infer<typeof ANSWER>;

/** A conditional decision grants nothing yet, and says what it waits for. */
export function answerOf(decision: Decision): Answer {
  if (decision.outcome !== "conditional") return { decision: decision.outcome === "allowed" };
  const paths = decision.missing.map(({ path }) => `\`${path}\``).join(", ");
  return { decision: false, context: { reason: `the decision waits for ${paths}`, missing: [...decision.missing] } };
}

/**
 * A question that has no decision, as AuthZEN has it: closed, with the error beside it.
 *
 * @throws what is no fault of the question: that is no decision, and asked again later it may be one
 */
export function closedFor(error: unknown, log: Log): Answer {
  const { status, code, detail } = toldOf(error, log);
  if (status >= 500) throw error;
  return { decision: false, context: { reason: detail, error: { status, code, message: detail } } };
}

/** What the answers decide, for whoever counts: one with an error has no decision behind it. */
export function decisionsIn(answers: readonly Answer[]): Decisions {
  return decisionsOf(answers.map(decidedBy));
}

function decidedBy({ decision, context }: Answer): { readonly decision?: Decision } {
  if (decision) return { decision: { outcome: "allowed" } };
  if (context?.error !== undefined) return {};
  return { decision: context?.missing === undefined ? { outcome: "denied" } : { outcome: "conditional", missing: [] } };
}

const UNKNOWN: ReadonlySet<FailureCode> = new Set(["unknown_type", "unknown_permission"]);

/** Whether a question names what the model does not have. AuthZEN: nobody may do that, and nothing is found. */
export function isOfNoModel(error: unknown): boolean {
  return isFailure(error) && UNKNOWN.has(error.code);
}
