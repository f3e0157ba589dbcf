import { parseInstant } from "@relata/model";
import { parseDuration } from "./duration.ts";
import { parseIpAddress } from "./ip-address.ts";

/** The types whose text is parsed before it is compared: two texts may mean one value. */
export type ParsedKind = "timestamp" | "duration" | "ipaddress";

/** A parsed value. Two of one kind are equal, or ordered, as their numbers are. */
export class Parsed {
  readonly kind: ParsedKind;
  /** Nanoseconds since the epoch, nanoseconds, or the number of the address with IPv4 before IPv6. */
  readonly value: bigint;

  constructor(kind: ParsedKind, value: bigint) {
    this.kind = kind;
    this.value = value;
  }
}

const PARSERS: { readonly [Kind in ParsedKind]: (text: string) => bigint | undefined } = {
  timestamp: parseInstant,
  duration: parseDuration,
  ipaddress: parseIpAddress,
};

/** What messages show as a value of the kind. */
export const EXAMPLES: { readonly [Kind in ParsedKind]: string } = {
  timestamp: "a timestamp such as `2026-01-31T09:00:00Z`",
  duration: "a duration such as `1h30m`",
  ipaddress: "an IP address such as `192.0.2.1`",
};

/** The value that the text stands for, or undefined where it is not of that kind. */
export function parseAs(kind: ParsedKind, text: string): Parsed | undefined {
  const value = PARSERS[kind](text);
  return value === undefined ? undefined : new Parsed(kind, value);
}

export function isParsedKind(kind: string): kind is ParsedKind {
  return Object.hasOwn(PARSERS, kind);
}
