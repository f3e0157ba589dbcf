import type { CreateInput, KeyInput, Limit } from "@relata/keys";
import { Option, type Command } from "commander";
import { jsonObject } from "../options.ts";
import { usageError } from "../usage-error.ts";
import type { KeysPlace } from "./open-keys.ts";

/** What may be said of a key when it is made, and at any time after. */
export interface KeyDetails {
  readonly name?: string;
  readonly expires?: string;
  readonly address: readonly string[];
  readonly limit: readonly string[];
  readonly metadata?: string;
}

/** What a command that makes a key is given. */
export interface NewKeyOptions extends KeysPlace, KeyDetails {
  readonly name: string;
  readonly kind?: NonNullable<CreateInput["kind"]>;
  readonly env?: NonNullable<CreateInput["environment"]>;
  readonly owner?: string;
  readonly mode?: NonNullable<CreateInput["mode"]>;
  readonly organization?: string;
  readonly tuple: readonly string[];
  readonly json?: true;
}

/** The options of a key that is to be made. */
export function withNewKey(command: Command): Command {
  return withDetails(command.requiredOption("--name <text>", "what people know it by"))
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
    .addOption(repeated("--tuple <tuple>", "what it may, as document:plans#reader; may be repeated"))
    .option("--app <name>", "how it begins (default: RELATA_APP, relata)");
}

/** The options of a key that may be changed. */
export function withDetails(command: Command): Command {
  return command
    .option("--expires <when>", "a date, days as 30d, or `never` (default of a new key: 90d)")
    .addOption(repeated("--address <range>", "CIDR range that it is accepted from, or `*` for all; may be repeated"))
    .addOption(repeated("--limit <limit>", "requests in so many seconds, as 1000/3600, or `default`; may be repeated"))
    .option("--metadata <json>", "what the application keeps with it, as a JSON object");
}

/** @throws CommanderError where an option cannot be read */
export function createInput(options: NewKeyOptions, now: number): CreateInput {
  const { name, kind, env, owner, mode, organization, tuple } = options;
  return {
    ...keyInput(options, now),
    name,
    tuples: tuple,
    ...(kind !== undefined && { kind }),
    ...(env !== undefined && { environment: env }),
    ...(owner !== undefined && { owner }),
    ...(mode !== undefined && { mode }),
    ...(organization !== undefined && { organization }),
  };
}

/** What of a key is said; nothing of what is left out. @throws CommanderError where an option cannot be read */
export function keyInput({ name, expires, address, limit, metadata }: KeyDetails, now: number): KeyInput {
  return {
    ...(name !== undefined && { name }),
    ...(expires !== undefined && { expiresAt: toExpiry(expires, now) }),
    ...(address.length > 0 && { addresses: address }),
    ...(limit.length > 0 && { limits: toLimits(limit) }),
    ...(metadata !== undefined && { metadata: jsonObject("--metadata", metadata) }),
  };
}

function toLimits(texts: readonly string[]): readonly Limit[] | null {
  if (texts.includes("default")) return null;
  return texts.map((text) => {
    const [, limit, seconds] = /^(\d{1,9})\/(\d{1,9})$/.exec(text) ?? [];
    if (limit !== undefined) return { limit: Number(limit), windowSeconds: Number(seconds) };
    throw usageError(`--limit is requests in so many seconds as 1000/3600, or \`default\`: \`${text}\` is none`);
  });
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
