import { spanning } from "../../diagnostics/source-file.ts";
import type { Cursor } from "../cursor.ts";
import { levels } from "./levels.ts";
import { parseOperation } from "./parse-operation.ts";
import { refuseFollower } from "./refuse-foreign.ts";
import type { PolicyExpression } from "./syntax.ts";

/**
 * The body of a policy as an expression, up to the next declaration: a subset of CEL, with its precedence.
 *
 * ```text
 * expression  = or [ "?" or ":" expression ]
 * or          = and { "||" and }
 * and         = relation { "&&" relation }
 * relation    = sum [ ( "==" | "!=" | "<" | "<=" | ">" | ">=" | "in" ) sum ]
 * sum         = product { ( "+" | "-" ) product }
 * product     = unary { ( "*" | "/" | "%" ) unary }
 * unary       = { "!" | "-" } operand
 * ```
 *
 * Only the form is read here. What names and functions mean is for `buildBody` to say, and types are for the check.
 * Errors: `unexpected_token`, `chained_relations`, `invalid_number`, `invalid_name`, `too_deep`.
 */
export function parsePolicyExpression(cursor: Cursor): PolicyExpression {
  const expression = parseConditional(cursor);
  if (cursor.token.kind !== "end" && !cursor.startsDeclaration()) refuseFollower(cursor);
  return expression;
}

/** An expression that may stand in parentheses, in a list or in a call: all but the end of the whole. */
export function parseConditional(cursor: Cursor): PolicyExpression {
  const condition = parseOperation(cursor);
  if (!cursor.accept("?")) return condition;
  const then = cursor.nested(() => parseOperation(cursor));
  cursor.expect(":", "a condition has two answers: `condition ? one : other`");
  const otherwise = cursor.nested(() => parseConditional(cursor));
  const place = spanning(condition.place, otherwise.place);
  const depth = levels(cursor, place, 1, [condition, then, otherwise]);
  return { kind: "conditional", condition, then, otherwise, place, depth };
}
