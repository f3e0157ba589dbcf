import {
  Failure,
  formatKey,
  isJsonObject,
  parseInstant,
  type Instant,
  type Json,
  type TupleKey,
  type TuplePolicy,
} from "@relata/model";

/*
 * What adapters over SQL keep as text, read back. A value that cannot be read is an error, and never absent: it might
 * stand right of an exclusion, where to leave it out would be to approve.
 */

/** @throws Failure `store_unreadable` */
export function storedPolicy(key: TupleKey, name: string, text: string | null): TuplePolicy {
  const parameters = storedJson(text ?? "", `the parameters of \`${formatKey(key)}\``);
  if (isJsonObject(parameters)) return { name, parameters };
  throw new Failure("store_unreadable", `the parameters of \`${formatKey(key)}\` are stored as \`${text}\``);
}

/** @throws Failure `store_unreadable` */
export function storedInstant(key: TupleKey, text: string): Instant {
  const instant = parseInstant(text);
  if (instant !== undefined) return instant;
  throw new Failure("store_unreadable", `the window of \`${formatKey(key)}\` is stored as \`${text}\``);
}

/**
 * Stored JSON; `what` begins the message, should it be none.
 *
 * @throws Failure `store_unreadable`
 */
export function storedJson(text: string, what: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch (cause) {
    throw new Failure("store_unreadable", `${what} are stored as \`${text}\`, which is not JSON`, { cause });
  }
}
