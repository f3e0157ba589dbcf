import { renderTrace, tryPolicy, type PolicyTrial } from "@relata/core";
import { printPolicyBody } from "@relata/language";
import { FALSE, TRUE } from "@relata/model";
import type { Command } from "commander";
import { EXIT_CODE_OF_OUTCOME, NOT_ANSWERED } from "../exit-code.ts";
import { loadModel } from "../load-model.ts";
import { jsonObject, withJson, withModel } from "../options.ts";
import { colourFor, paintFor, type Paint } from "../output/paint.ts";
import { toJson } from "../output/to-json.ts";
import type { Session } from "../surroundings.ts";

interface PolicyEvalOptions {
  readonly model?: string;
  readonly type?: string;
  readonly resource?: string;
  readonly subject?: string;
  readonly context?: string;
  readonly parameters?: string;
  readonly action?: string;
  readonly now?: string;
  readonly json?: true;
}

/**
 * `relata policy eval`: one policy by itself over values that are given: true, false or unknown, and what each clause
 * gave. Exits as `check` does; with 4 where the policy failed.
 */
export function addPolicyEval(policy: Command, session: Session): void {
  const command = policy
    .command("eval <policy>")
    .description("evaluate one policy over given values, with the value of each clause; exits as `check` does")
    .option("--type <type>", "the type of the object where the policy stands")
    .option("--resource <json>", "attributes of that object, as a JSON object")
    .option("--subject <json>", "attributes of the subject, as a JSON object")
    .option("--parameters <json>", "what stands in the tuple, as a JSON object")
    .option("--context <json>", "values of context.*, as a JSON object")
    .option("--action <permission>", "the permission that is asked for")
    .option("--now <timestamp>", "the instant to ask at, as 2026-01-31T09:00:00Z (default: now)");
  withJson(withModel(command)).action((name: string, options: PolicyEvalOptions) => evaluate(session, name, options));
}

const VALUES = ["resource", "subject", "context", "parameters"] as const;

async function evaluate(session: Session, policy: string, options: PolicyEvalOptions): Promise<void> {
  const { model: given, type, action, now } = options;
  const model = loadModel(session, given);
  const values = VALUES.flatMap((part) => {
    const text = options[part];
    return text === undefined ? [] : [[part, jsonObject(`--${part}`, text)] as const];
  });
  const trial = tryPolicy(
    model,
    {
      policy,
      ...Object.fromEntries(values),
      ...(type !== undefined && { type }),
      ...(action !== undefined && { action }),
      ...(now !== undefined && { now }),
    },
    session.clock,
  );
  session.stdout.write(
    options.json === true ? toJson(reportOf(trial)) : textOf(trial, paintFor(session.stdout, session)),
  );
  session.finish(exitCodeOf(trial));
}

/** `true`, `false`, `unknown` or `failed`. */
function answerOf({ verdict: { truth, problem } }: PolicyTrial): "true" | "false" | "unknown" | "failed" {
  if (truth === TRUE) return "true";
  if (truth === FALSE) return "false";
  return problem === undefined ? "unknown" : "failed";
}

function exitCodeOf(trial: PolicyTrial): number {
  switch (answerOf(trial)) {
    case "true":
      return EXIT_CODE_OF_OUTCOME.allowed;
    case "false":
      return EXIT_CODE_OF_OUTCOME.denied;
    case "unknown":
      return EXIT_CODE_OF_OUTCOME.conditional;
    case "failed":
      return NOT_ANSWERED;
  }
}

/** The answer first, on a line of its own; then the trace; and what is left to know. */
function textOf(trial: PolicyTrial, paint: Paint): string {
  const answer = answerOf(trial);
  const colour = { true: paint.green, false: paint.red, unknown: paint.yellow, failed: paint.red }[answer];
  const { policy, residual } = trial;
  const parameters = policy.parameters.map(({ name }) => name);
  const left = residual === undefined ? "" : `\nleft to decide:${printPolicyBody(residual, { parameters })}\n`;
  return `${colour(answer)}\n\n${renderTrace(trial, colourFor(paint))}\n${left}`;
}

function reportOf(trial: PolicyTrial): unknown {
  const { policy, verdict, clauses, cut, residual } = trial;
  const { missing, problem } = verdict;
  return {
    policy: policy.name,
    answer: answerOf(trial),
    missing,
    ...(problem !== undefined && { problem }),
    clauses,
    cut,
    ...(residual !== undefined && { residual }),
  };
}
