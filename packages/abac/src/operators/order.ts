import { alike } from "../alike.ts";
import { broken, type Expression } from "../expression.ts";
import type { Frame } from "../frame.ts";
import { turned, type Holds } from "../holds.ts";
import { allOf } from "../kleene.ts";
import type { Call, Compiled, Operator } from "../operator.ts";
import { lookUp, settled, type Lookup } from "../scope/lookup.ts";
import { BOOLEAN } from "../static-type.ts";
import { compare } from "../values/compare.ts";
import type { Unknown } from "../values/unknown.ts";
import type { Result } from "../values/value.ts";

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
  const [a = broken(""), b = broken(""), c] = operands;
  return { type: BOOLEAN, run: c === undefined ? pair(a, b, holds) : between(a, b, c, holds) };
}

function pair(a: Expression, b: Expression, holds: Holds): Run {
  const [left, right] = [numberOf(a), numberOf(b)];
  if (left !== undefined && right !== undefined) return numbers(left, right, holds);
  if (a.isNow === b.isNow) return (frame) => held(compare(a.run(frame), b.run(frame), frame.meter), holds);
  return (frame) => {
    const [x, y] = [a.run(frame), b.run(frame)];
    noteTime(a, x, y, holds, frame);
    return held(compare(x, y, frame.meter), holds);
  };
}

/** One of the two operands is `now`, and it is known when the comparison turns over. */
function noteTime({ isNow }: Expression, x: Result, y: Result, holds: Holds, { horizon }: Frame): void {
  if (isNow === true) horizon?.compared(y, holds);
  else horizon?.compared(x, turned(holds));
}

/** A number that the policy writes, or one that can be looked up. */
type Numeric = number | Lookup;

function numberOf({ lookup, constant }: Expression): Numeric | undefined {
  return typeof constant === "number" ? constant : lookup?.type.kind === "number" ? lookup : undefined;
}

function numbers(a: Numeric, b: Numeric, holds: Holds): Run {
  const { less, same, more } = holds;
  const otherwise = (x: unknown, y: unknown, frame: Frame): boolean | Unknown =>
    held(compare(given(x, a, frame), given(y, b, frame), frame.meter), holds);
  return (frame) => {
    const x = typeof a === "number" ? a : lookUp(a, frame);
    const y = typeof b === "number" ? b : lookUp(b, frame);
    if (!isFinite(x) || !isFinite(y)) return otherwise(x, y, frame);
    return x < y ? less : x > y ? more : same;
  };
}

function given(found: unknown, numeric: Numeric, frame: Frame): Result {
  return typeof numeric === "number" ? numeric : settled(found, numeric, frame);
}

function isFinite(value: unknown): value is number {
  return Number.isFinite(value);
}

function held(sign: number | Unknown, { less, same, more }: Holds): boolean | Unknown {
  if (typeof sign !== "number") return sign;
  return sign < 0 ? less : sign > 0 ? more : same;
}

function between(a: Expression, b: Expression, c: Expression, holds: Holds): Run {
  return (frame) => {
    const middle = b.run(frame);
    const [least, most] = [a.run(frame), c.run(frame)];
    if (a.isNow !== b.isNow) noteTime(a, least, middle, holds, frame);
    // Why the read: the middle is one read, and two comparisons.
    if (b.isNow === true && a.isNow !== true && c.isNow !== true) frame.horizon?.read();
    if (b.isNow !== c.isNow) noteTime(b, middle, most, holds, frame);
    const signs = [compare(least, middle, frame.meter), compare(middle, most, frame.meter)];
    return allOf(signs.map((sign) => held(sign, holds)));
  };
}
