import type { Circumstances } from "@relata/core";
import type { Command } from "commander";
import { repeated } from "./repeated.ts";
import { usageError } from "./usage-error.ts";

/** Under which terms a question is put, as commander leaves them. */
export interface TermsOptions {
  readonly assume?: readonly string[];
  readonly deadline?: string;
  readonly budget?: string;
}

export function withTerms(command: Command): Command {
  return command
    .addOption(repeated("--assume <tuple>", "tuple that counts for this question only, in the place of a stored one"))
    .option("--deadline <ms>", "fail where there is no answer after so many milliseconds")
    .option("--budget <nodes>", "fail where an evaluation visits more than so many nodes (default: 100000)");
}

/** Whether the numbers make sense, core says. @throws CommanderError where one is no number at all */
export function termsOf({
  assume = [],
  deadline,
  budget,
}: TermsOptions): Pick<Circumstances, "tuples" | "deadlineMs" | "budget"> {
  return {
    ...(assume.length > 0 && { tuples: assume }),
    ...(deadline !== undefined && { deadlineMs: toNumber("--deadline", deadline) }),
    ...(budget !== undefined && { budget: toNumber("--budget", budget) }),
  };
}

function toNumber(option: string, text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  throw usageError(`${option} is a whole number: \`${text}\` is none`);
}
