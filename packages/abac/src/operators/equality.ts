import { alike } from "../alike.ts";
import { broken } from "../expression.ts";
import { negated } from "../kleene.ts";
import type { Call, Compiled, Operator } from "../operator.ts";
import { BOOLEAN } from "../static-type.ts";
import { equal } from "../values/equal.ts";

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
  return {
    type: BOOLEAN,
    run: (frame) => {
      const same = equal(a.run(frame), b.run(frame), frame.meter);
      return negate ? negated(same) : same;
    },
  };
}
