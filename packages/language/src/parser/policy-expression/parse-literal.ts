import type { Cursor } from "../cursor.ts";
import type { LiteralSyntax } from "./syntax.ts";

const WORDS: ReadonlyMap<string, boolean | null> = new Map<string, boolean | null>([
  ["true", true],
  ["false", false],
  ["null", null],
]);

/** Whether a literal comes next. In backticks `true` is a name. */
export function startsLiteral(cursor: Cursor): boolean {
  const { kind, text } = cursor.token;
  if (cursor.is("-")) return cursor.peek(1).kind === "number";
  return kind === "number" || kind === "string" || (kind === "name" && WORDS.has(text));
}

/** Numbers and strings are written as in JSON, so that both forms of a policy spell them alike. */
export function parseLiteral(cursor: Cursor): LiteralSyntax {
  if (cursor.is("-") || cursor.token.kind === "number") return parseNumber(cursor);
  const token = cursor.take();
  const place = cursor.placeOf(token);
  const text = cursor.source.text.slice(token.start, token.end);
  const value = token.kind === "string" ? token.text : (WORDS.get(token.text) ?? null);
  return { kind: "literal", value, text, place, depth: 1 };
}

/**
 * `-` and the number may stand apart, which means the same. `-0` is the same value as `0`. A name that touches a number
 * is taken for a suffix or a radix of other languages. Errors: `invalid_number`.
 */
function parseNumber(cursor: Cursor): LiteralSyntax {
  const first = cursor.take();
  const digits = first.text === "-" ? cursor.take() : first;
  const next = cursor.token;
  if (next.kind === "name" && next.start === digits.end) cursor.take();
  const place = cursor.placeFrom(first);
  const text = (first === digits ? "" : "-") + cursor.source.text.slice(digits.start, place.end);
  const value = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(text) ? Number(text) : Number.NaN;
  if (!Number.isFinite(value)) {
    const hint = "numbers are written as in JSON, up to 1.8e308: `0.5`, `1000`, `-1e3`";
    cursor.fail("invalid_number", place, `\`${text.slice(0, 40)}\` is not a number of the language`, hint);
  }
  return { kind: "literal", value: value === 0 ? 0 : value, text, place, depth: 1 };
}
