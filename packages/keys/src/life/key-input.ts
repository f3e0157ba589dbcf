import { Failure, isJsonObject, type JsonObject } from "@relata/model";
import { addressProblem } from "../addresses/address-list.ts";
import type { KeyUpdate } from "../key-store.ts";
import type { Limit } from "../key.ts";
import { holdsSecret } from "../without-secrets.ts";
import type { Life } from "./settings.ts";

const LONGEST_NAME = 128;
const LARGEST_METADATA = 4_096;
const DAY_MS = 86_400_000;
/** Seconds: what a timer can wait for. */
const LONGEST_WINDOW = 2_147_483;

/** What a caller may say of a key at any time. */
export interface KeyInput {
  readonly name?: string;
  /** When it ends: a `Date`, RFC 3339 text, or milliseconds; null for never, where that is allowed. */
  readonly expiresAt?: Date | string | number | null;
  /** CIDR ranges that it is accepted from; null, or `*` among them, for all. */
  readonly addresses?: readonly string[] | null;
  /** Its limits instead of the default ones; null for the default ones. */
  readonly limits?: readonly Limit[] | null;
  readonly metadata?: JsonObject;
}

/**
 * What is stored of the input. What is left out stays left out.
 *
 * @throws Failure `invalid_key`
 */
export function toUpdate(input: KeyInput, life: Life, now: number): KeyUpdate {
  const { name, expiresAt, addresses, limits, metadata } = input;
  return {
    ...(name !== undefined && { name: checkedName(name) }),
    ...(expiresAt !== undefined && { expiresAt: expiryOf(expiresAt, life, now) }),
    ...(addresses !== undefined && { addresses: checkedAddresses(addresses) }),
    ...(limits !== undefined && { limits: limits === null ? null : checkedLimits(limits) }),
    ...(metadata !== undefined && { metadata: checkedMetadata(metadata) }),
  };
}

/**
 * The instant when a key ends; null for never.
 *
 * @throws Failure `invalid_key` where it is over already, or later than a key may live
 */
export function expiryOf(input: Date | string | number | null | undefined, life: Life, now: number): number | null {
  if (input === null) {
    if (life.allowsForever) return null;
    throw invalid("a key without an end is not allowed: give `expiresAt`, or allow it with `life.allowsForever`");
  }
  if (input === undefined) return now + life.defaultDays * DAY_MS;
  const at = new Date(input).getTime();
  if (Number.isNaN(at)) throw invalid("`expiresAt` is no time: give a date such as `2026-01-31T09:00:00Z`");
  if (at <= now) throw invalid("`expiresAt` is over already: give a time to come");
  if (at > now + life.longestDays * DAY_MS) {
    throw invalid(`a key lives ${life.longestDays} days at the most: give an earlier \`expiresAt\``);
  }
  return at;
}

function checkedName(name: string): string {
  if (typeof name === "string" && holdsSecret(name)) throw invalid("a name holds no key: it is shown to everybody");
  // Control characters would break lists in terminals.
  if (typeof name === "string" && name.trim() !== "" && name.length <= LONGEST_NAME && !/\p{C}/u.test(name))
    return name;
  throw invalid(`a name has 1 to ${LONGEST_NAME} characters, none of them a control character`);
}

function checkedAddresses(addresses: readonly string[] | null): readonly string[] | null {
  if (addresses === null || addresses.includes("*")) return null;
  if (addresses.length === 0) throw invalid("an empty list of addresses admits nobody: give `*` for all");
  for (const address of addresses) {
    const problem = addressProblem(address);
    if (problem !== undefined) throw invalid(problem);
  }
  return addresses;
}

/** @throws Failure `invalid_key` */
export function checkedLimits(limits: readonly Limit[]): readonly Limit[] {
  for (const { limit, windowSeconds } of limits) {
    if (isCount(limit) && isCount(windowSeconds) && windowSeconds <= LONGEST_WINDOW) continue;
    throw invalid(`a limit is \`{ limit, windowSeconds }\`: whole numbers from 1 on, a window up to ${LONGEST_WINDOW}`);
  }
  // The shortest window first: what it refuses is then not taken from the longer ones.
  return limits.toSorted((a, b) => a.windowSeconds - b.windowSeconds);
}

function checkedMetadata(metadata: JsonObject): JsonObject {
  const text = isJsonObject(metadata) ? JSON.stringify(metadata) : undefined;
  if (text !== undefined && holdsSecret(text)) throw invalid("`metadata` holds no key: it is shown with the key");
  if (text !== undefined && text.length <= LARGEST_METADATA) return metadata;
  throw invalid(`\`metadata\` is an object of at most ${LARGEST_METADATA} characters of JSON`);
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 1;
}

function invalid(message: string): Failure {
  return new Failure("invalid_key", message);
}
