import type { CreateInput } from "@relata/keys";
import { Option, type Command } from "commander";
import { jsonObject } from "../options.ts";
import { usageError } from "../usage-error.ts";
import type { KeysPlace } from "./open-keys.ts";

/** What a command that makes a key is given. */
export interface NewKeyOptions extends KeysPlace {
  readonly name: string;
  readonly kind?: NonNullable<CreateInput["kind"]>;
  readonly env?: NonNullable<CreateInput["environment"]>;
  readonly owner?: string;
  readonly mode?: NonNullable<CreateInput["mode"]>;
  readonly organization?: string;
  readonly expires?: string;
  readonly address: readonly string[];
  readonly tuple: readonly string[];
  readonly metadata?: string;
  readonly json?: true;
}

/** The options of a key that is to be made. */
export function withNewKey(command: Command): Command {
  return command
    .requiredOption("--name <text>", "what people know it by")
    .addOption(new Option("--kind <kind>", "what it is for (default: api)").choices(["api", "service", "root"]))
    .addOption(new Option("--env <environment>", "where it is accepted (default: live)").choices(["live", "test"]))
    .option("--owner <subject>", "whose it is, as user:ann")
    .addOption(
      new Option("--mode <mode>", "acts alone, for its owner, or as both (default: own)").choices([
        "own",
        "inherit",
        "delegated",
      ]),
    )
    .option("--organization <id>", "the organization that it belongs to")
    .option("--expires <when>", "a date, days as 30d, or `never` (default: 90d)")
    .addOption(repeated("--address <range>", "CIDR range that it is accepted from; may be repeated"))
    .addOption(repeated("--tuple <tuple>", "what it may, as document:plans#reader; may be repeated"))
    .option("--metadata <json>", "what the application keeps with it, as a JSON object")
    .option("--app <name>", "how it begins (default: RELATA_KEY_APP, relata)");
}

/** @throws CommanderError where an option cannot be read */
export function createInput(options: NewKeyOptions, now: number): CreateInput {
  const { name, kind, env, owner, mode, organization, expires, address, tuple, metadata } = options;
  return {
    name,
    tuples: tuple,
    ...(kind !== undefined && { kind }),
    ...(env !== undefined && { environment: env }),
    ...(owner !== undefined && { owner }),
    ...(mode !== undefined && { mode }),
    ...(organization !== undefined && { organization }),
    ...(expires !== undefined && { expiresAt: toExpiry(expires, now) }),
    ...(address.length > 0 && { addresses: address }),
    ...(metadata !== undefined && { metadata: jsonObject("--metadata", metadata) }),
  };
}

const DAY_MS = 86_400_000;

function toExpiry(text: string, now: number): number | null {
  if (text === "never") return null;
  const [, days] = /^(\d{1,4})d$/.exec(text) ?? [];
  const at = days === undefined ? Date.parse(text) : now + Number(days) * DAY_MS;
  if (!Number.isNaN(at)) return at;
  throw usageError(`--expires is a date as 2026-12-31, days as 30d, or \`never\`: \`${text}\` is none`);
}

function repeated(flags: string, description: string): Option {
  return new Option(flags, description)
    .default([], "none")
    .argParser((value: string, before: readonly string[]) => [...before, value]);
}
