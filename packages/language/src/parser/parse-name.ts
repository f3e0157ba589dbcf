import type { Place } from "../diagnostics/source-file.ts";
import type { Token } from "../lexer/token.ts";
import { MAX_DEPTH, type Cursor } from "./cursor.ts";
import type { Name } from "./syntax.ts";

/**
 * A name that is declared or referred to outside expressions. `what` says whose it is, for the message. A keyword is
 * reported, and read as the name where it cannot begin the next declaration.
 */
export function parseName(cursor: Cursor, what: string): Name {
  const { token } = cursor;
  if (token.kind === "keyword") return takeKeyword(cursor, what);
  const name = parseOperandName(cursor, what);
  refuseBareCharacters(cursor, token);
  return name;
}

/** A name, bare or in backticks, in an expression: there `a-b` is an exclusion. */
export function parseOperandName(cursor: Cursor, what: string): Name {
  const { token } = cursor;
  if (token.kind === "keyword") {
    takeKeyword(cursor, what);
    cursor.abandon();
  }
  if (token.kind !== "name" && token.kind !== "quoted") {
    cursor.unexpected(what, "a name is letters, digits and `_`, or nearly anything in backticks");
  }
  cursor.take();
  return { text: token.text, place: cursor.placeOf(token) };
}

/**
 * Reports a keyword where a name is expected, and reads it as that name, which is what its author meant; but where it
 * begins a declaration, it is the name that is missing. Errors: `reserved_word`, `unexpected_token`.
 */
function takeKeyword(cursor: Cursor, what: string): Name {
  const { token } = cursor;
  if (beginsNext(cursor)) cursor.unexpected(what, "it is missing before the next declaration");
  const place = cursor.placeOf(token);
  const message = `expected ${what}, found the keyword \`${token.text}\``;
  const hint = `as a name it stands in backticks: \`${token.text}\``;
  cursor.reporter.report("reserved_word", place, message, hint);
  cursor.take();
  return { text: token.text, place };
}

/** Whether the keyword begins a declaration rather than stands for a name: something to declare follows it. */
function beginsNext(cursor: Cursor): boolean {
  if (!cursor.startsDeclaration() && !cursor.startsMember()) return false;
  const { kind, text } = cursor.peek(1);
  return (kind !== "symbol" && kind !== "end" && kind !== "keyword") || text === "attribute";
}

/**
 * The name of an attribute, a context entry or a parameter. A policy reads it as one part of a path such as
 * `resource.amount`, so it holds no `.` even in backticks: nothing could read it. Errors: `invalid_name`.
 */
export function parsePathName(cursor: Cursor, what: string): Name {
  const name = parseName(cursor, what);
  if (name.text.includes(".")) {
    const message = `\`${name.text}\` cannot be read by a policy, where \`.\` parts a path`;
    cursor.reporter.report("invalid_name", name.place, message, "use a name without `.`");
  }
  return name;
}

/**
 * `name` or `namespace:name`, in which namespaces nest. Stops before the `:` of a wildcard, `user:*`.
 *
 * Why no clash with `relation name: type`: there the name is read by `parseName`, which stops at the first colon, and
 * the grammar says which of the two stands where. Errors: `too_deep` for more than a hundred parts, so that looking at
 * every prefix of every name stays cheap.
 */
export function parseTypeName(cursor: Cursor, what: string): Name {
  const first = cursor.token;
  const parts = [parseName(cursor, what).text];
  while (cursor.is(":") && cursor.peek(1).text !== "*") {
    cursor.take();
    parts.push(parseName(cursor, "the rest of a namespaced name").text);
  }
  const place = cursor.placeFrom(first);
  if (parts.length > MAX_DEPTH)
    cursor.fail("too_deep", place, `a name may have ${MAX_DEPTH} parts at the most`, "choose a shorter one");
  return { text: parts.join(":"), place };
}

/**
 * `can-view` and `org/docs` look like names, but are so only in backticks. Recognised by tokens that touch: the grammar
 * has no place outside of expressions where `-`, `/` or `.` could follow a name. Errors: `invalid_name`.
 */
function refuseBareCharacters(cursor: Cursor, name: Token): void {
  if (name.kind !== "name") return;
  let length = 0;
  while (joins(cursor, length)) length += 2;
  if (length === 0) return;
  const place: Place = { source: cursor.source, start: name.start, end: cursor.peek(length - 1).end };
  const text = cursor.source.text.slice(place.start, place.end);
  cursor.fail("invalid_name", place, `\`${text}\` is not a bare name`, `write it in backticks: \`${text}\``);
}

/** Whether a character and another name follow the one before without a space: `-view` behind `can`. */
function joins(cursor: Cursor, offset: number): boolean {
  const { kind, text } = cursor.peek(offset);
  const next = cursor.peek(offset + 1).kind;
  return (
    kind === "symbol" &&
    /^[-/.%!?]$/.test(text) &&
    touches(cursor, offset) &&
    (next === "name" || next === "keyword" || next === "number") &&
    touches(cursor, offset + 1)
  );
}

/** Whether nothing lies between a token and the one before it. */
function touches(cursor: Cursor, offset: number): boolean {
  const token = cursor.peek(offset);
  return token.kind !== "end" && token.start === cursor.peek(offset - 1).end;
}
