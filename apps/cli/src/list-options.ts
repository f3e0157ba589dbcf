import type { ListingPageInput } from "@relata/core";
import { Option, type Command } from "commander";
import type { QuestionOptions } from "./options.ts";
import { wholeNumber } from "./transfer/transfer-options.ts";

/** What the options of a list hold besides those of every question. */
export interface ListOptions extends QuestionOptions {
  readonly permission: readonly string[];
  readonly limit?: number;
  readonly after?: string;
}

export interface ScopeOptions extends ListOptions {
  readonly within?: string;
  readonly through: readonly string[];
}

/** Adds the options of both lists. Answers the command that it was given, for the next one. */
export function withList(command: Command): Command {
  return command
    .addOption(several("-p, --permission <name>", "another permission to list at once; may be repeated"))
    .addOption(new Option("--limit <number>", "print a page of so many entries").argParser(wholeNumber("--limit")))
    .option("--after <cursor>", "the page behind that one");
}

export function withScope(command: Command): Command {
  return command
    .option("--within <object>", "only objects that lie below this one")
    .addOption(several("--through <relation>", "relation by which they lie below; may be repeated"));
}

/** One permission as it is, and several as a list: entries then say which of them they are of. */
export function permissionsOf(first: string, { permission }: ListOptions): string | readonly string[] {
  return permission.length === 0 ? first : [first, ...permission];
}

export function scopeOf({ within, through }: ScopeOptions): { within?: string; through?: readonly string[] } {
  return { ...(within !== undefined && { within }), ...(through.length > 0 && { through }) };
}

/** Which page is asked for; undefined for all of the list. */
export function pageOf({ limit, after }: ListOptions): ListingPageInput | undefined {
  if (limit === undefined && after === undefined) return undefined;
  return { ...(limit !== undefined && { limit }), ...(after !== undefined && { after }) };
}

function several(flags: string, description: string): Option {
  return new Option(flags, description)
    .default([], "none")
    .argParser((value: string, before: readonly string[]) => [...before, value]);
}
