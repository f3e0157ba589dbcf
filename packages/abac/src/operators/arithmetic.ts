import { asNumber, gather } from "../operands.ts";
import type { Operator } from "../operator.ts";
import { NUMBER } from "../static-type.ts";
import { Unknown } from "../values/unknown.ts";

type Apply = (values: readonly number[]) => number | Unknown;

const MANY = Number.POSITIVE_INFINITY;

/**
 * Sums, products and remainders of numbers, as doubles; text is never read as a number. `-` of one operand is its
 * negative; `%` has the sign of its first operand. Dividing by zero is a problem, as is a result beyond the doubles.
 */
export const arithmetic: readonly Operator[] = [
  operator("+", 1, MANY, (values) => values.reduce((a, b) => a + b, 0)),
  operator("*", 1, MANY, (values) => values.reduce((a, b) => a * b, 1)),
  operator("-", 1, 2, ([a = 0, b]) => (b === undefined ? -a : a - b)),
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
      return {
        type: NUMBER,
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

function finite(value: number | Unknown, name: string): number | Unknown {
  if (value instanceof Unknown || Number.isFinite(value)) return value;
  return Unknown.problem("not_finite", `\`${name}\` gives a number too large to hold`);
}
