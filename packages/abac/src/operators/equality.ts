import { alike } from "../alike.ts";
import { broken, type Expression } from "../expression.ts";
import type { Frame } from "../frame.ts";
import type { Holds } from "../holds.ts";
import { negated } from "../kleene.ts";
import type { Call, Compiled, Operator } from "../operator.ts";
import { isPlainly, lookUp } from "../scope/lookup.ts";
import { BOOLEAN } from "../static-type.ts";
import { equal } from "../values/equal.ts";
import { isScalar, isShortScalar, type Scalar } from "../values/scalar.ts";
import type { Unknown } from "../values/unknown.ts";
import type { Result } from "../values/value.ts";

/**
 * Deep and strict equality, `==` and `===` alike: values of two JSON types are unequal, whatever json-logic-js makes of
 * `1 == "1"`; and lists are equal by what they hold. With an unknown operand it is unknown, also of two absent ones.
 */
export const equality: readonly Operator[] = ["==", "==="].map((name) => operator(name, false));

export const inequality: readonly Operator[] = ["!=", "!=="].map((name) => operator(name, true));

function operator(name: string, negate: boolean): Operator {
  return { name, least: 2, most: 2, compile: (call) => compile(call, negate) };
}

function compile(call: Call, negate: boolean): Compiled {
  const [a = broken(""), b = broken("")] = alike(call.all(), call);
  const run = a.isNow !== b.isNow ? atThatTime(a, b) : isShortScalar(b.constant) ? sameAs(a, b.constant) : same(a, b);
  return { type: BOOLEAN, run: negate ? (frame) => negated(run(frame)) : run };
}

type Same = (frame: Frame) => boolean | Unknown;

function same({ run: a }: Expression, { run: b }: Expression): Same {
  return (frame) => equal(a(frame), b(frame), frame.meter);
}

const SAME: Holds = { less: false, same: true, more: false };

/** One of the two is `now`, and it is known when that begins and ceases to be the other. */
function atThatTime(a: Expression, b: Expression): Same {
  return (frame) => {
    const [x, y] = [a.run(frame), b.run(frame)];
    frame.horizon?.compared(a.isNow === true ? y : x, SAME);
    return equal(x, y, frame.meter);
  };
}

/** Beside what the policy writes, which is nearly always a short scalar. */
function sameAs({ run, lookup }: Expression, written: Scalar): Same {
  const is = (value: Result, { meter }: Frame) => (isScalar(value) ? value === written : equal(value, written, meter));
  if (lookup === undefined || !isPlainly(written, lookup.type)) return (frame) => is(run(frame), frame);
  return (frame) => {
    const found = lookUp(lookup, frame);
    if (found === written) return true;
    return isPlainly(found, lookup.type) ? false : is(lookup.otherwise(found, frame), frame);
  };
}
