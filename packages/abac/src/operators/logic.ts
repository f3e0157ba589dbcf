import type { Expression } from "../expression.ts";
import type { Frame } from "../frame.ts";
import { allOf, anyOf, negated } from "../kleene.ts";
import { asBoolean } from "../operands.ts";
import type { Call, Operator } from "../operator.ts";
import { BOOLEAN } from "../static-type.ts";
import type { Unknown } from "../values/unknown.ts";

type Combine = (parts: readonly (boolean | Unknown)[]) => boolean | Unknown;

/**
 * Kleene's `and`, `or` and `!` (`!!` is the operand itself), over booleans only: text, numbers and lists are no
 * conditions here, so that neither `"false"` nor `[0]` grants anything. All operands are evaluated, in any order alike.
 */
export const logic: readonly Operator[] = [
  operator("and", Number.POSITIVE_INFINITY, allOf),
  operator("or", Number.POSITIVE_INFINITY, anyOf),
  operator("!", 1, (parts) => negated(allOf(parts))),
  operator("!!", 1, allOf),
];

function operator(name: string, most: number, combine: Combine): Operator {
  return {
    name,
    least: 1,
    most,
    compile: (call) => {
      const operands = conditions(call);
      return { type: BOOLEAN, run: (frame) => combine(operands.map((operand) => truthOf(operand, frame, call.name))) };
    },
  };
}

function conditions(call: Call): readonly Expression[] {
  const operands = call.all();
  for (const operand of operands) call.expect(operand, "boolean");
  return operands;
}

function truthOf(operand: Expression, frame: Frame, name: string): boolean | Unknown {
  return asBoolean(operand.run(frame), name);
}
