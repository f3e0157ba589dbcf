import { spanning } from "../../diagnostics/source-file.ts";
import type { Cursor } from "../cursor.ts";
import { levels, type ReadInner } from "./levels.ts";
import { parseUnary } from "./parse-operand.ts";
import { refuseChain, refuseLonger } from "./refuse-foreign.ts";
import { flattens, LEVELS, type BinaryOperator, type PolicyExpression } from "./syntax.ts";

/** The level of operators that do not chain. */
const RELATIONS = LEVELS.findIndex((operators) => operators.some((operator) => operator === "=="));

/** Operands with operators of a level or of tighter ones between them. Recursive over the five levels alone. */
export function parseOperation(cursor: Cursor, inner: ReadInner, level = 0): PolicyExpression {
  const parseNext = (): PolicyExpression =>
    level + 1 < LEVELS.length ? parseOperation(cursor, inner, level + 1) : parseUnary(cursor, inner);
  const first = parseNext();
  const operands = [first];
  const operators: BinaryOperator[] = [];
  for (let next = operatorAt(cursor, level); next !== undefined; next = operatorAt(cursor, level)) {
    if (level === RELATIONS && operators.length > 0) refuseChain(cursor, operands, operators, next);
    cursor.take();
    refuseLonger(cursor);
    operators.push(next);
    operands.push(parseNext());
  }
  if (operators.length === 0) return first;
  const place = spanning(first.place, operands.at(-1)?.place ?? first.place);
  return { kind: "operation", operands, operators, place, depth: levels(cursor, place, depthOf(operators), operands) };
}

/** The operator of that level that comes next, if one does. */
function operatorAt(cursor: Cursor, level: number): BinaryOperator | undefined {
  const { kind, text } = cursor.token;
  if (kind !== "symbol" && !(kind === "name" && text === "in")) return undefined;
  return LEVELS[level]?.find((operator) => operator === text);
}

/** Levels of json-logic that the operators become: one for each, but one for a run that is one operation there. */
function depthOf(operators: readonly BinaryOperator[]): number {
  return operators.filter((operator, i) => !(flattens(operator) && operator === operators[i - 1])).length;
}
