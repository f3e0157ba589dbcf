import type { Token } from "../../lexer/token.ts";
import type { Cursor } from "../cursor.ts";
import type { Name } from "../syntax.ts";
import { levels, type ReadInner } from "./levels.ts";
import { parseLiteral, startsLiteral } from "./parse-literal.ts";
import { refuseOperand } from "./refuse-foreign.ts";
import type { PolicyExpression } from "./syntax.ts";

/** `!of`, `-of`, or an operand. A `-` before a number belongs to the number. */
export function parseUnary(cursor: Cursor, inner: ReadInner): PolicyExpression {
  const { token } = cursor;
  if ((!cursor.is("!") && !cursor.is("-")) || startsLiteral(cursor)) return parseOperand(cursor, inner);
  cursor.take();
  const of = cursor.nested(() => parseUnary(cursor, inner));
  const place = cursor.placeFrom(token);
  return { kind: "unary", operator: token.text as "!" | "-", of, place, depth: levels(cursor, place, 1, [of]) };
}

/**
 * A value, and what is read or called of it.
 *
 * ```text
 * operand = primary { "." name [ "(" operands ")" ] | "[" expression "]" }
 * primary = literal | name [ "(" operands ")" ] | "context" | "(" expression ")" | "[" operands "]"
 * ```
 */
function parseOperand(cursor: Cursor, inner: ReadInner): PolicyExpression {
  const first = cursor.token;
  let of = parsePrimary(cursor, inner);
  while (cursor.is(".") || cursor.is("["))
    of = cursor.is(".") ? parseMember(cursor, inner, of, first) : parseIndex(cursor, inner, of, first);
  return of;
}

function parsePrimary(cursor: Cursor, inner: ReadInner): PolicyExpression {
  const { token } = cursor;
  if (startsLiteral(cursor)) return parseLiteral(cursor);
  if (cursor.is("(")) return parseGroup(cursor, inner);
  if (cursor.is("[")) return parseList(cursor, inner);
  if (!isRoot(cursor)) return refuseOperand(cursor);
  const name = takeName(cursor);
  if (token.kind === "name" && cursor.is("(")) return parseCall(cursor, inner, undefined, name, token);
  return { kind: "root", name, place: name.place, depth: 2 };
}

/**
 * Whether a name stands here that can be read: `in` is an operator, and keywords are none but for `context`, unless what
 * follows shows that they begin a declaration.
 */
function isRoot(cursor: Cursor): boolean {
  const { kind, text } = cursor.token;
  if (kind === "name") return text !== "in";
  if (kind !== "keyword" || text !== "context") return kind === "quoted";
  return !["name", "quoted", "keyword"].includes(cursor.peek(1).kind);
}

/** Takes a name of any kind. Errors: `invalid_name`, since a path is one text in which dots part the names. */
function takeName(cursor: Cursor): Name {
  const token = cursor.take();
  const place = cursor.placeOf(token);
  if (token.text.includes(".")) {
    const message = `\`${token.text}\` cannot stand in a path, which \`.\` parts`;
    cursor.fail("invalid_name", place, message, `read a key with a dot as \`…[${JSON.stringify(token.text)}]\``);
  }
  return { text: token.text, place };
}

function parseMember(cursor: Cursor, inner: ReadInner, of: PolicyExpression, first: Token): PolicyExpression {
  cursor.take();
  const { kind, text } = cursor.token;
  if (kind !== "name" && kind !== "quoted" && kind !== "keyword") {
    const hint = kind === "number" ? `elements are read in brackets: \`[${text}]\`` : "a name stands behind the `.`";
    cursor.unexpected("a name", hint);
  }
  const name = takeName(cursor);
  if (kind !== "quoted" && cursor.is("(")) return parseCall(cursor, inner, of, name, first);
  const place = cursor.placeFrom(first);
  return { kind: "member", of, name, place, depth: levels(cursor, place, 1, [of]) };
}

function parseIndex(cursor: Cursor, inner: ReadInner, of: PolicyExpression, first: Token): PolicyExpression {
  cursor.take();
  const index = cursor.nested(() => inner(cursor));
  cursor.expect("]");
  const place = cursor.placeFrom(first);
  return { kind: "index", of, index, place, depth: levels(cursor, place, 1, [of, index]) };
}

/** Two levels, as `all` becomes a negation in a list operator. */
function parseCall(
  cursor: Cursor,
  inner: ReadInner,
  receiver: PolicyExpression | undefined,
  name: Name,
  first: Token,
): PolicyExpression {
  cursor.take();
  const operands = parseOperands(cursor, inner, ")");
  const place = cursor.placeFrom(first);
  const parts = receiver === undefined ? operands : [receiver, ...operands];
  return { kind: "call", receiver, name, operands, place, depth: levels(cursor, place, 2, parts) };
}

function parseGroup(cursor: Cursor, inner: ReadInner): PolicyExpression {
  const open = cursor.take();
  const of = cursor.nested(() => inner(cursor));
  cursor.expect(")");
  const place = cursor.placeFrom(open);
  return { kind: "group", of, place, depth: levels(cursor, place, 1, [of]) };
}

function parseList(cursor: Cursor, inner: ReadInner): PolicyExpression {
  const open = cursor.take();
  const items = parseOperands(cursor, inner, "]");
  const place = cursor.placeFrom(open);
  return { kind: "list", items, place, depth: levels(cursor, place, 1, items) };
}

/** Expressions with commas between them, and what closes them. */
function parseOperands(cursor: Cursor, inner: ReadInner, close: ")" | "]"): readonly PolicyExpression[] {
  const operands: PolicyExpression[] = [];
  while (!cursor.is(close)) {
    if (operands.length > 0 && !cursor.accept(","))
      cursor.unexpected(`\`,\` or \`${close}\``, `write \`${close}\` here`);
    operands.push(cursor.nested(() => inner(cursor)));
  }
  cursor.take();
  return operands;
}
