import { OPERATORS, REFUSED } from "./operators/table.ts";

/** What a reader of bodies must know of an operator: how many operands it takes, and which of them are special. */
export interface OperatorShape {
  readonly name: string;
  readonly least: number;
  /** `Infinity` where there is no most. */
  readonly most: number;
  /** The operand that is evaluated for each element of the first: inside it, each `../` of a path leads out once. */
  readonly each?: number;
  /** The operand that is the text of a path. */
  readonly path?: number;
}

/** The operators of the policy language, in the order in which they are documented. */
export const OPERATOR_NAMES: readonly string[] = [...OPERATORS.keys()];

/** Operators that others have and this language refuses, each with the reason as the end of a sentence. */
export const REFUSED_OPERATORS: ReadonlyMap<string, string> = REFUSED;

/** The shape of the operator of that name; undefined where there is none. */
export function operatorShape(name: string): OperatorShape | undefined {
  const operator = OPERATORS.get(name);
  if (operator === undefined) return undefined;
  const { least, most, each, path } = operator;
  return { name, least, most, ...(each !== undefined && { each }), ...(path !== undefined && { path }) };
}
