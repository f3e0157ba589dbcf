import { readAs, reportClash } from "../alike.ts";
import type { Expression } from "../expression.ts";
import { asNumber, gather } from "../operands.ts";
import type { Call, Operator } from "../operator.ts";
import { familyOf, join, NUMBER, NUMERAL, type StaticType } from "../static-type.ts";
import { Unknown } from "../values/unknown.ts";
import { finite } from "./finite.ts";

type Apply = (values: readonly number[]) => number | Unknown;

const MANY = Number.POSITIVE_INFINITY;

/**
 * Products, quotients and remainders of numbers, as doubles; text is never read as a number. `%` has the sign of its
 * first operand. Dividing by zero is a problem, as is a result beyond the doubles. `int`, `uint` and `number` do not
 * mix, and what the policy writes takes the type beside it; `/` gives a `number` of either.
 */
export const arithmetic: readonly Operator[] = [
  operator("*", 1, MANY, (values) => values.reduce((a, b) => a * b, 1)),
  operator("/", 2, 2, ([a = 0, b = 0]) => (b === 0 ? byZero("/") : a / b)),
  operator("%", 2, 2, ([a = 0, b = 0]) => (b === 0 ? byZero("%") : a % b)),
  operator("min", 1, MANY, (values) => values.reduce((a, b) => Math.min(a, b))),
  operator("max", 1, MANY, (values) => values.reduce((a, b) => Math.max(a, b))),
];

function operator(name: string, least: number, most: number, apply: Apply): Operator {
  return {
    name,
    least,
    most,
    compile: (call) => {
      const operands = call.all();
      for (const operand of operands) call.expect(operand, "number");
      const type = numberType(operands, call);
      return {
        type: name === "/" && type.kind !== "numeral" ? NUMBER : type,
        run: (frame) => {
          const values = gather(operands, frame, (result) => asNumber(result, name));
          return values instanceof Unknown ? values : finite(apply(values), name);
        },
      };
    },
  };
}

function byZero(name: string): Unknown {
  return Unknown.problem("division_by_zero", `\`${name}\` divides by zero`);
}

/** The one type of all operands that are numbers. */
export function numberType(operands: readonly Expression[], call: Call): StaticType {
  const numbers = operands.filter(({ type }) => familyOf(type) === "number");
  reportClash(numbers, call, "mixes");
  const declared = operands.find(({ type }) => type.kind === "int" || type.kind === "uint");
  if (declared !== undefined) for (const operand of operands) readAs(operand, declared.type, call);
  return numbers.map(({ type }) => type).reduce(join, NUMERAL);
}
