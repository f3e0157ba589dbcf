import type { ConsistencyInput } from "@relata/core";
import { Option, type Command } from "commander";
import { usageError } from "./usage-error.ts";

/** Which state is read. */
export interface ConsistencyOption {
  readonly consistency?: ConsistencyInput;
}

/** Adds the option for the state. Whether a token is one, the store says. */
export function withConsistency(command: Command): Command {
  return command.addOption(
    new Option(
      "--consistency <state>",
      "fast, latest, at-least:TOKEN or exactly:TOKEN; a write prints its token (default: fast)",
    ).argParser(toConsistency),
  );
}

/** The option as questions take it. */
export function stateOf({ consistency }: ConsistencyOption): ConsistencyOption {
  return consistency === undefined ? {} : { consistency };
}

/** @throws CommanderError */
function toConsistency(text: string): ConsistencyInput {
  if (text === "fast" || text === "latest") return text;
  const [, form, token = ""] = /^(at-least|exactly):(.+)$/.exec(text) ?? [];
  if (form === "at-least") return { atLeast: token };
  if (form === "exactly") return { exactly: token };
  throw usageError(`--consistency is fast, latest, at-least:TOKEN or exactly:TOKEN: \`${text}\` is none of them`);
}
