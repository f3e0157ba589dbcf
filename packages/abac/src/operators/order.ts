import { alike } from "../alike.ts";
import { broken, type Expression } from "../expression.ts";
import { allOf } from "../kleene.ts";
import type { Call, Compiled, Operator } from "../operator.ts";
import { BOOLEAN } from "../static-type.ts";
import { compare } from "../values/compare.ts";
import { Unknown } from "../values/unknown.ts";

type Holds = (order: number) => boolean;

/**
 * `<` `<=` `>` `>=` over two numbers, texts, timestamps, durations or addresses. `<` and `<=` take three operands too:
 * the middle one lies between the others, which is the and of two comparisons. Values of two types are a problem.
 */
export const order: readonly Operator[] = [
  operator("<", 3, (sign) => sign < 0),
  operator("<=", 3, (sign) => sign <= 0),
  operator(">", 2, (sign) => sign > 0),
  operator(">=", 2, (sign) => sign >= 0),
];

function operator(name: string, most: number, holds: Holds): Operator {
  return { name, least: 2, most, compile: (call) => compile(call, holds) };
}

function compile(call: Call, holds: Holds): Compiled {
  const operands = alike(call.all(), call);
  for (const operand of operands) call.expect(operand, "number", "text", "timestamp", "duration", "ipaddress");
  const [a = broken(""), b = broken(""), c] = operands;
  return { type: BOOLEAN, run: c === undefined ? pair(a, b, holds) : between(a, b, c, holds) };
}

function pair(a: Expression, b: Expression, holds: Holds): Compiled["run"] {
  return (frame) => {
    const sign = compare(a.run(frame), b.run(frame), frame.meter);
    return sign instanceof Unknown ? sign : holds(sign);
  };
}

function between(a: Expression, b: Expression, c: Expression, holds: Holds): Compiled["run"] {
  return (frame) => {
    const middle = b.run(frame);
    const signs = [compare(a.run(frame), middle, frame.meter), compare(middle, c.run(frame), frame.meter)];
    return allOf(signs.map((sign) => (sign instanceof Unknown ? sign : holds(sign))));
  };
}
