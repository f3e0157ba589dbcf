import { spanning } from "../diagnostics/source-file.ts";
import type { Token } from "../lexer/token.ts";
import type { Cursor } from "./cursor.ts";
import { parseName, parseOperandName } from "./parse-name.ts";
import { readings, type Operator } from "./readings.ts";
import type { ArrowSyntax, Expression, Name, NameSyntax } from "./syntax.ts";

/**
 * What other languages write for the operators, by what stands for it here. People come from code (`&&`, `||`), from
 * SpiceDB (`|` between subjects) and from OpenFGA (`or`, `but not`).
 */
const FOREIGN: ReadonlyMap<string, Operator> = new Map<string, Operator>([
  ["|", "+"],
  ["||", "+"],
  ["or", "+"],
  ["&&", "&"],
  ["and", "&"],
  ["except", "-"],
  ["but", "-"],
]);

const OPERAND = "a relation, a permission or `(`";

/**
 * What stands behind the `=` of a permission or relation, and inside parentheses.
 *
 * ```text
 * expression = operators [ "when" policy ]
 * operators  = operand { ( "+" | "&" | "-" ) operand }      one operator alone, and `-` once
 * operand    = "(" expression ")" | "this" | "nil" | "self" | path
 * path       = name [ "->" path | "." ( "any" | "all" ) "(" path ")" ]
 * ```
 *
 * There is no precedence to learn: what would need it is refused (`mixed_operators`). `when` covers all that stands
 * before it, up to the parenthesis in which it stands. Names are looked up later, since they may be declared later.
 *
 * Errors: `unexpected_token`, `reserved_word`, `mixed_operators`, `too_deep`.
 */
export function parseExpression(cursor: Cursor): Expression {
  const of = parseOperators(cursor);
  const foreign = FOREIGN.get(cursor.token.text);
  if (foreign !== undefined && cursor.token.kind !== "quoted") cursor.unexpected("an operator", `write \`${foreign}\``);
  if (!cursor.accept("when")) return of;
  const policy = parseName(cursor, "the name of a policy");
  if (["+", "&", "-", "when"].some((next) => cursor.is(next))) {
    const hint = "`when` covers all that stands before it: put `(… when policy)` in parentheses";
    cursor.unexpected("the end of the expression", hint);
  }
  return { kind: "when", of, policy, place: spanning(of.place, policy.place) };
}

/**
 * Operands with one operator between all of them. The list is read in a loop, so that a union may have any number of
 * operands; only parentheses and arrows make the tree deeper.
 */
function parseOperators(cursor: Cursor): Expression {
  const first = parseOperand(cursor);
  const operands = [first];
  const operators: Operator[] = [];
  for (let operator = operatorAt(cursor); operator !== undefined; operator = operatorAt(cursor)) {
    cursor.take();
    operators.push(operator);
    operands.push(parseOperand(cursor));
  }
  const [operator] = operators;
  if (operator === undefined) return first;
  const last = operands.at(-1) ?? first;
  const place = spanning(first.place, last.place);
  const mixed = operators.some((each) => each !== operator);
  if (!mixed && operator !== "-") return { kind: operator === "+" ? "union" : "intersection", of: operands, place };
  if (operators.length === 1) return { kind: "exclusion", from: first, less: last, place };
  const what = mixed ? "operators are mixed" : "`-` is repeated";
  const message = `${what} without parentheses: write ${readings(cursor, operands, operators)}`;
  cursor.reporter.report("mixed_operators", place, message, "put in parentheses what comes first");
  // Why: any reading will do to look for unknown names in the operands.
  return { kind: "union", of: operands, place };
}

/** The operator that comes next, if one does: nothing else goes on with an expression. */
function operatorAt(cursor: Cursor): Operator | undefined {
  if (cursor.is("+")) return "+";
  if (cursor.is("&")) return "&";
  return cursor.is("-") ? "-" : undefined;
}

/** One operand. A keyword that is none of the three leaves is reported as one that is taken for a name. */
function parseOperand(cursor: Cursor): Expression {
  const { token } = cursor;
  if (cursor.is("(")) return cursor.nested(() => parseParentheses(cursor, token));
  if (cursor.is("this") || cursor.is("nil") || cursor.is("self")) {
    cursor.take();
    return { kind: token.text as "this" | "nil" | "self", place: cursor.placeOf(token) };
  }
  if (token.kind === "symbol" || token.kind === "end")
    cursor.unexpected(OPERAND, "`+`, `&` and `-` stand between two operands");
  return parsePath(cursor);
}

/** The place takes the parentheses in, so that readings can quote the operand as it is written. */
function parseParentheses(cursor: Cursor, open: Token): Expression {
  cursor.take();
  const inner = parseExpression(cursor);
  cursor.expect(")");
  return { ...inner, place: cursor.placeFrom(open) };
}

/**
 * `name`, `name->path`, `name.any(path)` or `name.all(path)`. An arrow leans to the right, as it is evaluated: `a->b->c`
 * asks the objects on `a` for `b->c`.
 */
function parsePath(cursor: Cursor): NameSyntax | ArrowSyntax {
  const name = parseOperandName(cursor, OPERAND);
  if (cursor.accept("->")) {
    const target = cursor.nested(() => parsePath(cursor));
    return { kind: "arrow", relation: name, quantifier: "any", target, place: spanning(name.place, target.place) };
  }
  if (cursor.accept(".")) return parseQuantified(cursor, name);
  return { kind: "name", name, place: name.place };
}

/**
 * The rest of `relation.any(path)` or `relation.all(path)`. What follows the parenthesis could be read in two ways (all
 * of the objects on `a->b`, or of each of those on `a`), so it belongs inside, where it has one.
 */
function parseQuantified(cursor: Cursor, relation: Name): ArrowSyntax {
  const { text } = cursor.token;
  if (cursor.token.kind !== "name" || (text !== "any" && text !== "all")) {
    cursor.unexpected("`any` or `all`", `write \`${relation.text}.any(…)\` or \`${relation.text}.all(…)\``);
  }
  cursor.take();
  cursor.expect("(");
  const target = cursor.nested(() => parsePath(cursor));
  const close = cursor.expect(")");
  if (cursor.is("->") || cursor.is(".")) {
    cursor.unexpected("an operator", `what follows belongs inside: \`${relation.text}.${text}(a->b)\``);
  }
  return { kind: "arrow", relation, quantifier: text, target, place: spanning(relation.place, cursor.placeOf(close)) };
}
