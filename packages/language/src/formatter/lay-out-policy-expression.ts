import { isKeyword } from "../lexer/name-rules.ts";
import type { Token } from "../lexer/token.ts";
import { LEVELS } from "../parser/policy-expression/syntax.ts";
import { printRoot } from "../printer/print-path-names.ts";
import { enclosed, listed } from "./enclosed.ts";
import { group, indent, type Layout } from "./layout.ts";
import type { TokenWalk } from "./token-walk.ts";
import { writeToken } from "./write-token.ts";

/**
 * The expression of a policy. Where it breaks, it does so at its loosest operators, each of which begins a line; an operand
 * that still does not fit is broken in turn, and indented.
 */
export function layOutPolicyExpression(walk: TokenWalk): Layout {
  const parts: Layout[] = [layOutLevel(walk, 0)];
  while (walk.is("?") || walk.is(":")) parts.push(walk.operator(), nested(layOutLevel(walk, 0)));
  return parts;
}

/** Operands with operators of one level between them. */
function layOutLevel(walk: TokenWalk, level: number): Layout {
  const operators = LEVELS[level];
  if (operators === undefined) return layOutUnary(walk);
  const first = layOutLevel(walk, level + 1);
  if (!operators.some((operator) => walk.is(operator))) return first;
  const parts: Layout[] = [nested(first)];
  while (operators.some((operator) => walk.is(operator))) {
    // Why: a long list breaks in its brackets, and not before `in`.
    if (walk.isBefore("[")) parts.push(walk.operator(" "), layOutLevel(walk, level + 1));
    else parts.push(walk.operator(), nested(layOutLevel(walk, level + 1)));
  }
  return parts;
}

/** `!of`, `-of`, and numbers with a sign. */
function layOutUnary(walk: TokenWalk): Layout {
  return walk.is("!") || walk.is("-") ? [walk.take(), layOutUnary(walk)] : layOutPostfix(walk);
}

/** An operand with the members, indexes and calls behind it. */
function layOutPostfix(walk: TokenWalk): Layout {
  const parts: Layout[] = [layOutPrimary(walk)];
  for (;;) {
    if (walk.is(".")) parts.push(walk.take(), walk.take());
    else if (walk.is("[")) parts.push(enclosed(walk, "]", () => layOutPolicyExpression(walk)));
    else if (walk.is("(")) parts.push(enclosed(walk, ")", () => layOutItems(walk)));
    else return parts;
  }
}

function layOutPrimary(walk: TokenWalk): Layout {
  if (walk.is("(")) return enclosed(walk, ")", () => layOutPolicyExpression(walk));
  if (walk.is("[")) return enclosed(walk, "]", () => layOutItems(walk));
  return walk.take(writeRoot);
}

/** Operands of a call, or items of a list. */
function layOutItems(walk: TokenWalk): Layout {
  return listed(walk, () => nested(layOutPolicyExpression(walk)));
}

/** A part that is broken by itself, and then further right than what surrounds it. */
function nested(part: Layout): Layout {
  return group(indent(part));
}

/** In backticks, `true` and `in` are names here; bare they are not. A keyword keeps them: `context` can begin a declaration. */
function writeRoot(token: Token): string {
  return token.kind === "quoted" && !isKeyword(token.text) ? printRoot(token.text) : writeToken(token);
}
