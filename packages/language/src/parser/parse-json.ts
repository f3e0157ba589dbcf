import type { Place } from "../diagnostics/source-file.ts";
import type { Token } from "../lexer/token.ts";
import type { Cursor } from "./cursor.ts";
import type { JsonNode } from "./json-node.ts";

const LITERALS: ReadonlyMap<string, boolean | null> = new Map<string, boolean | null>([
  ["true", true],
  ["false", false],
  ["null", null],
]);

/**
 * A JSON value (RFC 8259), read from the tokens of the model file: so every part knows its place, and `//` comments may
 * stand between them. Otherwise it is as strict as JSON, and stricter in two points where a mistake is certain: a key
 * that stands twice, and a number that no double can hold.
 *
 * Errors: `invalid_json` at the token where it goes wrong, `too_deep`.
 */
export function parseJson(cursor: Cursor): JsonNode {
  const { token } = cursor;
  if (cursor.is("{")) return cursor.nested(() => parseRecord(cursor));
  if (cursor.is("[")) return cursor.nested(() => parseArray(cursor));
  if (cursor.is("-") || token.kind === "number") return parseNumber(cursor);
  cursor.take();
  const place = cursor.placeOf(token);
  if (token.kind === "string") return { kind: "scalar", value: token.text, place };
  const literal = token.kind === "name" ? LITERALS.get(token.text) : undefined;
  if (literal === undefined) return refuse(cursor, token, "expected a JSON value");
  return { kind: "scalar", value: literal, place };
}

/** `{ "key": value, … }`. The order of keys is kept for diagnostics; it means nothing in the model. */
function parseRecord(cursor: Cursor): JsonNode {
  const open = cursor.take();
  const entries = new Map<string, JsonNode>();
  while (!cursor.is("}")) {
    if (entries.size > 0 && !cursor.accept(",")) refuse(cursor, cursor.token, "expected `,` or `}`");
    const key = cursor.token;
    if (key.kind !== "string") refuse(cursor, key, "expected a key in double quotes");
    if (entries.has(key.text)) refuse(cursor, key, `the key ${JSON.stringify(key.text)} stands twice in this object`);
    cursor.take();
    if (!cursor.accept(":")) refuse(cursor, cursor.token, "expected `:`");
    // Why no level of its own: it is the list of an operation's operands, which the evaluator counts as one with it.
    entries.set(key.text, cursor.is("[") ? parseArray(cursor) : parseJson(cursor));
  }
  cursor.take();
  return { kind: "record", entries: [...entries], place: cursor.placeFrom(open) };
}

/** `[value, …]`. */
function parseArray(cursor: Cursor): JsonNode {
  const open = cursor.take();
  const items: JsonNode[] = [];
  while (!cursor.is("]")) {
    if (items.length > 0 && !cursor.accept(",")) refuse(cursor, cursor.token, "expected `,` or `]`");
    items.push(parseJson(cursor));
  }
  cursor.take();
  return { kind: "array", items, place: cursor.placeFrom(open) };
}

/** Why read again as JSON: tokens are more lenient, and `01` or `- 1` are no numbers. `-0` is the same value as `0`. */
function parseNumber(cursor: Cursor): JsonNode {
  const first = cursor.take();
  if (first.text === "-" && cursor.token.kind === "number") cursor.take();
  const place = cursor.placeFrom(first);
  const text = cursor.source.text.slice(place.start, place.end);
  const value = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(text) ? Number(text) : Number.NaN;
  if (!Number.isFinite(value)) return refuseAt(cursor, place, "this is not a number of JSON");
  return { kind: "scalar", value: value === 0 ? 0 : value, place };
}

/** Why not one mistake for each token: behind the first, JSON cannot be told from anything else. */
function refuse(cursor: Cursor, token: Token, problem: string): never {
  return refuseAt(cursor, cursor.placeOf(token), problem);
}

function refuseAt(cursor: Cursor, place: Place, problem: string): never {
  return cursor.fail("invalid_json", place, problem, "the body of a policy after `json` is JSON");
}
