import type { Cursor } from "./cursor.ts";
import type { Expression } from "./syntax.ts";

/** An operator between two operands of one expression, `+`, `&` or `-`. */
export type Operator = "+" | "&" | "-";

/** Operands of which the readings are printed in full; of a longer expression, the three around the first change. */
const MAX_OPERANDS = 6;

/**
 * What an expression that mixes operators could mean, for its author to choose from: `(a + b) - c` or `a + (b - c)`.
 * Neighbours that do not need parentheses, such as `a + b + c`, stay together in both readings.
 */
export function readings(cursor: Cursor, operands: readonly Expression[], operators: readonly Operator[]): string {
  const texts = operands.length <= MAX_OPERANDS ? operands : around(operands, operators);
  const between = operands.length <= MAX_OPERANDS ? operators : pair(operators);
  const written = texts.map((operand) => textOf(cursor, operand));
  return `\`${fromLeft(written, between)}\` or \`${fromRight(written, between)}\``;
}

/** Where two neighbouring operators first need parentheses. */
function change(operators: readonly Operator[]): number {
  return operators.findIndex((operator, i) => i > 0 && !joins(operators[i - 1], operator));
}

/** The three operands around the first change: those in doubt, of an expression too long to print. */
function around(operands: readonly Expression[], operators: readonly Operator[]): readonly Expression[] {
  const at = change(operators);
  return operands.slice(at - 1, at + 2);
}

/** The two operators that stand between them. */
function pair(operators: readonly Operator[]): readonly Operator[] {
  const at = change(operators);
  return operators.slice(at - 1, at + 1);
}

/** Whether `a x b y c` needs no parentheses: `+` and `&` may be repeated, since how they group does not matter. */
function joins(left: Operator | undefined, right: Operator | undefined): boolean {
  return left === right && left !== "-";
}

/** Each operator takes all that stands before it: `((a + b) & c) - d`. */
function fromLeft(operands: readonly string[], operators: readonly Operator[]): string {
  let [text = ""] = operands;
  for (const [i, operator] of operators.entries()) {
    const left = i === 0 || joins(operators[i - 1], operator) ? text : `(${text})`;
    text = `${left} ${operator} ${operands[i + 1] ?? ""}`;
  }
  return text;
}

/** Each operator takes all that stands behind it: `a + (b & (c - d))`. */
function fromRight(operands: readonly string[], operators: readonly Operator[]): string {
  let text = operands.at(-1) ?? "";
  for (let i = operators.length - 1; i >= 0; i--) {
    const right = i === operators.length - 1 || joins(operators[i], operators[i + 1]) ? text : `(${text})`;
    text = `${operands[i] ?? ""} ${operators[i] ?? ""} ${right}`;
  }
  return text;
}

/** The operand as it is written, on one line and clipped: readings are to be read at a glance. */
function textOf({ source }: Cursor, { place }: Expression): string {
  const text = source.text.slice(place.start, Math.min(place.end, place.start + 400)).replaceAll(/\s+/g, " ");
  return text.length > 40 ? `${text.slice(0, 39).trimEnd()}…` : text;
}
