import type { Expression } from "./expression.ts";
import type { Frame } from "./frame.ts";
import { describeGiven } from "./values/describe.ts";
import { Unknown } from "./values/unknown.ts";
import type { Result } from "./values/value.ts";

/** The result as a boolean: other values are problems, since what counts as true of them is nobody's business. */
export function asBoolean(result: Result, operator: string): boolean | Unknown {
  return result === true || result === false || result instanceof Unknown
    ? result
    : wrong(result, operator, "booleans");
}

export function asNumber(result: Result, operator: string): number | Unknown {
  return typeof result === "number" || result instanceof Unknown ? result : wrong(result, operator, "numbers");
}

export function asList(result: Result, operator: string): readonly Result[] | Unknown {
  return Array.isArray(result) || result instanceof Unknown ? result : wrong(result, operator, "a list");
}

/** The problem of an operator that was given what it does not take. */
export function wrong(given: Result, operator: string, wants: string): Unknown {
  return Unknown.problem("wrong_type", `\`${operator}\` takes ${wants}, not ${describeGiven(given)}`);
}

/** The values of all operands, or all that is unknown among them. */
export function gather<T extends Result>(
  operands: readonly Expression[],
  frame: Frame,
  read: (result: Result) => T | Unknown,
): readonly T[] | Unknown {
  const values: T[] = [];
  let unknowns: Unknown[] | undefined;
  for (const operand of operands) {
    const value = read(operand.run(frame));
    if (value instanceof Unknown) (unknowns ??= []).push(value);
    else values.push(value);
  }
  return unknowns === undefined ? values : Unknown.all(unknowns);
}
