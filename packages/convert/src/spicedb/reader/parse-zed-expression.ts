import type { Origin } from "../../origin.ts";
import type { ZedArrow, ZedExpression, ZedName } from "./syntax.ts";
import type { ZedCursor } from "./zed-cursor.ts";

/**
 * The expression of a permission. `+` binds tightest, then `&`, and `-` loosest; `-` groups from the left.
 *
 * ```text
 * expression   = intersection { "-" intersection }
 * intersection = union { "&" union }
 * union        = operand { "+" operand }
 * operand      = "(" expression ")" | "nil" | "self" | name [ "->" name | "." ( "any" | "all" ) "(" name ")" ]
 * ```
 *
 * A line may break on either side of an operator: nothing else could follow there.
 */
export function parseZedExpression(cursor: ZedCursor, features: ReadonlySet<string>): ZedExpression {
  let from = parseList(cursor, "&", features);
  while (cursor.accept("-")) {
    const less = parseList(cursor, "&", features);
    from = { kind: "exclusion", from, less, origin: spanning(from.origin, less.origin) };
  }
  return from;
}

/** Operands with one operator between all of them. */
function parseList(cursor: ZedCursor, operator: "&" | "+", features: ReadonlySet<string>): ZedExpression {
  const operand = (): ZedExpression =>
    operator === "&" ? parseList(cursor, "+", features) : parseOperand(cursor, features);
  const first = operand();
  const of = [first];
  while (cursor.accept(operator)) of.push(operand());
  const last = of.at(-1) ?? first;
  if (of.length === 1) return first;
  return { kind: operator === "&" ? "intersection" : "union", of, origin: spanning(first.origin, last.origin) };
}

function parseOperand(cursor: ZedCursor, features: ReadonlySet<string>): ZedExpression {
  const { token } = cursor;
  if (cursor.is("(")) return cursor.nested(() => parseParentheses(cursor, features));
  if (token.text === "nil" || (token.text === "self" && features.has("self"))) {
    cursor.take();
    return { kind: token.text, origin: cursor.originOf(token) };
  }
  const name = cursor.name("a relation, a permission or `(`");
  if (cursor.is("->") || cursor.is(".")) return parseArrow(cursor, name);
  return { kind: "name", name, origin: name.origin };
}

/** The origin takes the parentheses in. */
function parseParentheses(cursor: ZedCursor, features: ReadonlySet<string>): ZedExpression {
  const open = cursor.take();
  const inner = parseZedExpression(cursor, features);
  cursor.expect(")");
  return { ...inner, origin: cursor.originFrom(open) };
}

/** SpiceDB has no chains of arrows; which of the two readings was meant is left to who writes it. */
function parseArrow(cursor: ZedCursor, relation: ZedName): ZedArrow {
  const arrow = cursor.accept("->") ? arrowTo(cursor, relation) : parseQuantified(cursor, relation);
  if (cursor.is("->") || cursor.is(".")) {
    cursor.unexpected("an operator", "arrows do not chain: give the second one a name of its own");
  }
  return arrow;
}

function arrowTo(cursor: ZedCursor, relation: ZedName): ZedArrow {
  const target = cursor.name("a relation or permission");
  return { kind: "arrow", relation, quantifier: "any", target, origin: spanning(relation.origin, target.origin) };
}

function parseQuantified(cursor: ZedCursor, relation: ZedName): ZedArrow {
  cursor.take();
  const { text } = cursor.token;
  if (text !== "any" && text !== "all") {
    cursor.unexpected("`any` or `all`", `write \`${relation.text}.any(…)\` or \`${relation.text}.all(…)\``);
  }
  cursor.take();
  cursor.expect("(");
  const target = cursor.name("a relation or permission");
  const close = cursor.expect(")");
  return {
    kind: "arrow",
    relation,
    quantifier: text,
    target,
    origin: spanning(relation.origin, cursor.originOf(close)),
  };
}

function spanning(first: Origin, last: Origin): Origin {
  return { source: first.source, start: first.start, end: last.end };
}
