import { flattens } from "../../parser/policy-expression/syntax.ts";
import { CONDITIONAL, fitted, OPERAND, OPERATIONS, UNARY, within, type Written } from "./written.ts";

/**
 * Operands with an operator between them, broken before `&&` and `||`. The first may be an operation of the same level, which
 * is read from the left anyway; but of the same operator only where that does not flatten, or it would be another body.
 */
export function writeOperation(operator: string, operands: readonly Written[], first: string | undefined): Written {
  const [, level = CONDITIONAL] = OPERATIONS.find(([operators]) => operators.some((each) => each === operator)) ?? [];
  const leans = (operator === "-" || operator === "/" || operator === "%" || flattens(operator)) && !isLogic(operator);
  const parts = operands.map((operand, i) => {
    const joins = i === 0 && leans && !(flattens(operator) && first === operator);
    return within(operand, joins ? level : level + 1);
  });
  const text = parts.map((part) => part.text).join(` ${operator} `);
  return { level, text, broken: isLogic(operator) ? breakBefore(operator, parts) : breakLast(operator, parts) };
}

function isLogic(operator: string): boolean {
  return operator === "&&" || operator === "||";
}

/** One operand a line, with the operator before it. */
function breakBefore(operator: string, parts: readonly Written[]): Written["broken"] {
  return (column, indent) => {
    const [first, ...rest] = parts;
    const lines = rest.map((part) => `${operator} ${fitted(part, indent.length + operator.length + 1, indent)}`);
    return [first === undefined ? "" : fitted(first, column, indent), ...lines].join(`\n${indent}`);
  };
}

/** On one line up to the last operand, which may be a long list. */
function breakLast(operator: string, parts: readonly Written[]): Written["broken"] {
  return (column, indent) => {
    const before = parts
      .slice(0, -1)
      .map((part) => `${part.text} ${operator} `)
      .join("");
    const last = parts.at(-1);
    return before + (last === undefined ? "" : fitted(last, column + before.length, indent));
  };
}

/** `!of` and `-of`. A number behind `-` stands in parentheses, since `-1` is itself a number. */
export function writeUnary(operator: "!" | "-", of: Written): Written {
  const operand = operator === "-" && /^\d/.test(of.text) ? within(of, OPERAND + 1) : within(of, UNARY);
  const broken = (column: number, indent: string): string => operator + fitted(operand, column + 1, indent);
  return { level: UNARY, text: operator + operand.text, broken };
}

/** `condition ? then : otherwise`, broken before its two symbols. */
export function writeConditional(condition: Written, then: Written, otherwise: Written): Written {
  const [first, second] = [within(condition, CONDITIONAL + 1), within(then, CONDITIONAL + 1)];
  return {
    level: CONDITIONAL,
    text: `${first.text} ? ${second.text} : ${otherwise.text}`,
    broken: (column, indent) => {
      const deeper = `${indent}  `;
      const arms = [
        `? ${fitted(second, deeper.length + 2, deeper)}`,
        `: ${fitted(otherwise, deeper.length + 2, deeper)}`,
      ];
      return [fitted(first, column, indent), ...arms].join(`\n${deeper}`);
    },
  };
}
