import type { Token } from "../lexer/token.ts";
import { enclosed, listed } from "./enclosed.ts";
import { group, indent, type Layout } from "./layout.ts";
import type { TokenWalk } from "./token-walk.ts";
import { writeToken } from "./write-token.ts";

/** Operators by precedence, the loosest first. */
const LEVELS = [["||"], ["&&"], ["==", "!=", "<", "<=", ">", ">=", "in"], ["+", "-"], ["*", "/", "%"]] as const;

/** What stands bare for something else than a name, so that a name of that spelling keeps its backticks. */
const WORDS: ReadonlySet<string> = new Set(["true", "false", "null", "in"]);

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
    parts.push(walk.operator(), nested(layOutLevel(walk, level + 1)));
  }
  return parts;
}

/** `!of` and `-of`. Why the space that is written stays before a number: `- 1` is an operation, and `-1` a number. */
function layOutUnary(walk: TokenWalk): Layout {
  if (!walk.is("!") && !walk.is("-")) return layOutPostfix(walk);
  const { end } = walk.peek();
  const operand = walk.peek(1);
  const isApart = walk.is("-") && operand.kind === "number" && operand.start > end;
  return [walk.take(), isApart ? walk.space() : "", layOutUnary(walk)];
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

function writeRoot(token: Token): string {
  return token.kind === "quoted" && WORDS.has(token.text) ? `\`${token.text}\`` : writeToken(token);
}
