import { sayMissing, type CheckItem, type CheckOutcome } from "@relata/core";
import { BAD_INPUT, EXIT_CODE_OF_FAILURE, EXIT_CODE_OF_OUTCOME, NOT_ANSWERED } from "../exit-code.ts";
import type { Session } from "../surroundings.ts";
import { paintFor, type Paint } from "./paint.ts";
import { toJson } from "./to-json.ts";

/** A question of a batch, and what became of it. */
export interface Answered {
  readonly item: CheckItem;
  readonly outcome: CheckOutcome;
}

/**
 * One line for each question, in order: its outcome, the question, and what a conditional one needs or why there is none.
 * The exit code is the gravest: no answer, wrong input, denied, conditional, allowed.
 */
export function printBatch(session: Session, answers: readonly Answered[], json: boolean): void {
  const paint = paintFor(session.stdout, session);
  session.stdout.write(json ? toJson(answers.map(asData)) : answers.map((answer) => lineOf(answer, paint)).join(""));
  session.finish(exitCodeOf(answers.map(({ outcome }) => outcome)));
}

function asData({ item, outcome: { decision, failure } }: Answered): object {
  if (failure === undefined) return { ...item, ...decision };
  const { code, message } = failure;
  return { ...item, error: { code, message } };
}

function lineOf({ item, outcome: { decision, failure } }: Answered, paint: Paint): string {
  const question = [item.subject, item.permission, item.object].map(asText).join(" ");
  if (failure !== undefined) return `${paint.red("failed")}       ${question}: ${failure.code}: ${failure.message}\n`;
  switch (decision.outcome) {
    case "allowed":
      return `${paint.green("allowed")}      ${question}\n`;
    case "denied":
      return `${paint.red("denied")}       ${question}\n`;
    case "conditional":
      return `${paint.yellow("conditional")}  ${question}: needs ${decision.missing.map(sayMissing).join(", ")}\n`;
  }
}

function asText(part: unknown): string {
  return typeof part === "string" ? part : JSON.stringify(part);
}

const GRAVEST_FIRST = [NOT_ANSWERED, BAD_INPUT, EXIT_CODE_OF_OUTCOME.denied, EXIT_CODE_OF_OUTCOME.conditional];

function exitCodeOf(outcomes: readonly CheckOutcome[]): number {
  const codes = new Set(
    outcomes.map(({ decision, failure }) =>
      failure === undefined ? EXIT_CODE_OF_OUTCOME[decision.outcome] : EXIT_CODE_OF_FAILURE[failure.code],
    ),
  );
  return GRAVEST_FIRST.find((code) => codes.has(code)) ?? EXIT_CODE_OF_OUTCOME.allowed;
}
