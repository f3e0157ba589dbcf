import type { Expression } from "./expression.ts";
import { openFrame } from "./frame.ts";
import type { Operator } from "./operator.ts";
import { OutOfSteps } from "./values/meter.ts";
import { Unknown } from "./values/unknown.ts";

/**
 * The operation, computed once where all of its operands are written in the policy. A problem is left to be met when it
 * runs, since the answer may not depend on it. What reads a path is no constant, and what visits elements is left too.
 */
export function folded(operation: Expression, operator: Operator, count: number): Expression {
  if (operator.path !== undefined || operator.each !== undefined) return operation;
  const { operands = [] } = operation;
  if (operands.length !== count || operands.some((operand) => operand?.constant === undefined)) return operation;
  const value = valueOf(operation);
  return value === undefined ? operation : { ...operation, constant: value, run: () => value };
}

function valueOf({ run }: Expression) {
  try {
    const value = run(openFrame({}, 0));
    return value instanceof Unknown ? undefined : value;
  } catch (error) {
    if (error instanceof OutOfSteps) return undefined;
    throw error;
  }
}
