import { LEVELS, type BinaryOperator } from "../../parser/policy-expression/syntax.ts";
import { WIDTH } from "../width.ts";

/** A part of an expression in print, on one line, with how tightly it binds and how it may be broken. */
export interface Written {
  readonly level: number;
  readonly text: string;
  /** The part over several lines, from a column on, the lines after the first behind the indent. */
  readonly broken?: ((column: number, indent: string) => string) | undefined;
}

/** How tightly things bind, the loosest first: those of the grammar in `parsePolicyExpression`. */
export const CONDITIONAL = 0;
export const OPERATIONS = LEVELS.map((operators, i): readonly [readonly BinaryOperator[], number] => [
  operators,
  i + 1,
]);
export const UNARY = LEVELS.length + 1;
export const OPERAND = LEVELS.length + 2;

/** The part on one line where that fits, else broken where it can be. */
export function fitted({ text, broken }: Written, column: number, indent: string): string {
  return broken === undefined || text.length + column <= WIDTH ? text : broken(column, indent);
}

/** What cannot be broken. */
export function atom(text: string): Written {
  return { level: OPERAND, text };
}

/** A part that is written between two texts, such as an opening and a closing parenthesis. */
export function around(level: number, open: string, inner: Written, close: string): Written {
  const broken = (column: number, indent: string): string =>
    open + fitted(inner, column + open.length, `${indent}  `) + close;
  return { level, text: open + inner.text + close, broken };
}

/** The part, in parentheses where it binds less tightly than its place wants. */
export function within(written: Written, level: number): Written {
  return written.level >= level ? written : around(OPERAND, "(", written, ")");
}
