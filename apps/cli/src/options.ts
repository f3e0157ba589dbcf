import { isJsonObject, type JsonObject } from "@relata/model";
import type { Command } from "commander";
import { withConsistency, type ConsistencyOption } from "./consistency-option.ts";
import { withStoreOptions, type DatabaseOptions } from "./database/database-options.ts";
import { repeated } from "./repeated.ts";
import { termsOf, withTerms, type TermsOptions } from "./terms-options.ts";
import { usageError } from "./usage-error.ts";

/** What the options of a command that asks a question hold, as commander leaves them: text, not yet looked at. */
export interface QuestionOptions extends DatabaseOptions, ConsistencyOption, TermsOptions {
  readonly model?: string;
  readonly tuples: readonly string[];
  readonly context?: string;
  readonly resource?: string;
  readonly now?: string;
  readonly json?: true;
}

/** Adds the option for the model. Each of these answers the command that it was given, for the next one. */
export function withModel(command: Command): Command {
  return command.option("-m, --model <path>", "model file or folder (default: RELATA_MODEL, *.relata, authz/)");
}

/** Adds the option for machines: with it, standard output holds one line of JSON, whatever happens. */
export function withJson(command: Command): Command {
  return command.option("--json", "print JSON");
}

/** The options of every question. `--resource` is apart: attributes of one object make no sense where many are listed. */
export function withQuestion(command: Command): Command {
  withConsistency(
    withStoreOptions(withModel(command).addOption(repeated("-t, --tuples <file>", "file of facts to ask over"))),
  )
    .option("--context <json>", "values of context.*, as a JSON object")
    .option("--now <timestamp>", "the instant to ask at, as 2026-01-31T09:00:00Z (default: now)");
  return withJson(withTerms(command));
}

export function withResource(command: Command): Command {
  return command.option("--resource <json>", "attributes of the object, as a JSON object; stored ones win");
}

/**
 * The question's circumstances from the options. Of `--now` only core knows the form.
 *
 * @throws CommanderError where an option is not a JSON object
 */
export function circumstances(options: QuestionOptions): ReturnType<typeof termsOf> &
  ConsistencyOption & {
    readonly context?: JsonObject;
    readonly resource?: JsonObject;
    readonly now?: string;
  } {
  const { context, resource, now, consistency } = options;
  return {
    ...termsOf(options),
    ...(context !== undefined && { context: jsonObject("--context", context) }),
    ...(resource !== undefined && { resource: jsonObject("--resource", resource) }),
    ...(now !== undefined && { now }),
    ...(consistency !== undefined && { consistency }),
  };
}

/** @throws CommanderError where the text is not a JSON object */
export function jsonObject(option: string, text: string): JsonObject {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw usageError(`${option} is not JSON: \`${text}\`; write for instance '{"amount": 250}'`);
  }
  if (isJsonObject(value)) return value;
  throw usageError(`${option} is not an object of named values: \`${text}\`; write for instance '{"amount": 250}'`);
}
