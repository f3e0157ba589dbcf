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
function parseConditional(cursor: Cursor): PolicyExpression {
  const condition = parseOperation(cursor, parseConditional);
  if (!cursor.accept("?")) return condition;
  const consequence = cursor.nested(() => parseOperation(cursor, parseConditional));
  cursor.expect(":", "a condition has two answers: `condition ? one : other`");
  const alternative = cursor.nested(() => parseConditional(cursor));
  const place = spanning(condition.place, alternative.place);
  const depth = levels(cursor, place, 1, [condition, consequence, alternative]);
  return { kind: "conditional", condition, consequence, alternative, place, depth };
}
