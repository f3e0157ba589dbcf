import { Failure, formatKey, formatObject, parseInstant, type Instant, type Tuple, type TupleKey } from "@relata/model";
import type { AttributeChange, Changes } from "./store.ts";

// Why: RFC 3339 has years of four digits, and an adapter may keep instants as its text.
const EARLIEST = parseInstant("0000-01-01T00:00:00Z");
const LATEST = parseInstant("9999-12-31T23:59:59.999999999Z");

const MAX_IDEMPOTENCY_KEY = 256;

/**
 * Refuses changes whose outcome would depend on their order, and windows that not every adapter can keep. An adapter
 * calls it before it touches anything.
 *
 * @throws Failure `invalid_tuple`, `invalid_attributes`, `invalid_question` for an idempotency key that is none
 */
export function checkChanges(changes: Changes): void {
  const { touch = [], create = [], delete: ended = [], attributes = [], idempotencyKey } = changes;
  if (idempotencyKey !== undefined) checkIdempotencyKey(idempotencyKey);
  const keys = new Set<string>();
  for (const tuple of [...touch, ...create]) {
    checkWindow(tuple);
    checkKey(keys, tuple);
  }
  for (const key of ended) checkKey(keys, key);
  checkAttributes(attributes);
}

function checkIdempotencyKey(key: string): void {
  if (key !== "" && key.length <= MAX_IDEMPOTENCY_KEY && !/[\0\p{Cs}]/u.test(key)) return;
  const message = `an idempotency key has 1 to ${MAX_IDEMPOTENCY_KEY} characters, neither NUL nor halves of one among them: this one has ${key.length}`;
  throw new Failure("invalid_question", message);
}

/** Notes the key, and refuses it where it has been noted before. */
function checkKey(keys: Set<string>, key: TupleKey): void {
  const { object, relation, subject } = key;
  // JSON, not joined text: no choice of ids makes two keys meet.
  const path = JSON.stringify([object.type, object.id, relation, subject.type, subject.id, subject.relation ?? null]);
  if (keys.has(path)) {
    throw new Failure("invalid_tuple", `\`${formatKey(key)}\` stands twice in one write: name each tuple once`);
  }
  keys.add(path);
}

function checkWindow(tuple: Tuple): void {
  if (isWritable(tuple.from) && isWritable(tuple.until)) return;
  throw new Failure("invalid_tuple", `the window of \`${formatKey(tuple)}\` leaves the years 0000 to 9999`);
}

function isWritable(instant: Instant | undefined): boolean {
  if (instant === undefined || EARLIEST === undefined || LATEST === undefined) return true;
  return EARLIEST <= instant && instant <= LATEST;
}

/** Within one change, too: to set and to unset one name is a contradiction, and is not settled by an order. */
function checkAttributes(changes: readonly AttributeChange[]): void {
  const seen = new Set<string>();
  for (const { object, set = {}, unset = [] } of changes) {
    for (const name of [...Object.keys(set), ...unset]) {
      const path = JSON.stringify([object.type, object.id, name]);
      if (seen.has(path)) {
        throw new Failure(
          "invalid_attributes",
          `attribute \`${name}\` of \`${formatObject(object)}\` stands twice in one write: set or unset it once`,
        );
      }
      seen.add(path);
    }
  }
}
