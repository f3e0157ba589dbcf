import { alike } from "../alike.ts";
import { broken } from "../expression.ts";
import { allOf } from "../kleene.ts";
import type { Call, Compiled, Operator } from "../operator.ts";
import { BOOLEAN } from "../static-type.ts";
import { compare } from "../values/compare.ts";
import type { Unknown } from "../values/unknown.ts";

/** Whether it holds of a first operand that is less than the second, the same, or more. */
interface Holds {
  readonly less: boolean;
  readonly same: boolean;
  readonly more: boolean;
}

type Run = Compiled["run"];

/**
 * `<` `<=` `>` `>=` over two numbers, texts, timestamps, durations or addresses. `<` and `<=` take three operands too:
 * the middle one lies between the others, which is the and of two comparisons. Values of two types are a problem.
 */
export const order: readonly Operator[] = [
  operator("<", 3, { less: true, same: false, more: false }),
  operator("<=", 3, { less: true, same: true, more: false }),
  operator(">", 2, { less: false, same: false, more: true }),
  operator(">=", 2, { less: false, same: true, more: true }),
];

function operator(name: string, most: number, holds: Holds): Operator {
  return { name, least: 2, most, compile: (call) => compile(call, holds) };
}

function compile(call: Call, holds: Holds): Compiled {
  const operands = alike(call.all(), call);
  for (const operand of operands) call.expect(operand, "number", "text", "timestamp", "duration", "ipaddress");
  const [{ run: a } = broken(""), { run: b } = broken(""), c] = operands;
  return { type: BOOLEAN, run: c === undefined ? pair(a, b, holds) : between(a, b, c.run, holds) };
}

function pair(a: Run, b: Run, holds: Holds): Run {
  const { less, same, more } = holds;
  return (frame) => {
    const left = a(frame);
    const right = b(frame);
    if (typeof left === "number" && typeof right === "number") return left < right ? less : left > right ? more : same;
    return held(compare(left, right, frame.meter), holds);
  };
}

function held(sign: number | Unknown, { less, same, more }: Holds): boolean | Unknown {
  if (typeof sign !== "number") return sign;
  return sign < 0 ? less : sign > 0 ? more : same;
}

function between(a: Run, b: Run, c: Run, holds: Holds): Run {
  return (frame) => {
    const middle = b(frame);
    const signs = [compare(a(frame), middle, frame.meter), compare(middle, c(frame), frame.meter)];
    return allOf(signs.map((sign) => held(sign, holds)));
  };
}
