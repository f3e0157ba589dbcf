import { allOf, anyOf, negated } from "../kleene.ts";
import { asBoolean } from "../operands.ts";
import type { Call, Compiled, Operator } from "../operator.ts";
import { BOOLEAN } from "../static-type.ts";
import { Unknown } from "../values/unknown.ts";
import { each } from "./each.ts";

type Combine = (parts: readonly (boolean | Unknown)[]) => boolean | Unknown;

/**
 * `some`, `all` and `none` of a list satisfy the condition: the or of what it says of the elements, the and, and the
 * negated or. Over an empty list `some` is false, `none` is true, and `all` is false as json-logic has it; the
 * expression form of the policy language compiles its `all` to `none` of the negation, which is true there.
 */
export const quantifiers: readonly Operator[] = [
  operator("some", anyOf),
  operator("all", (parts) => (parts.length === 0 ? false : allOf(parts))),
  operator("none", (parts) => negated(anyOf(parts))),
];

function operator(name: string, combine: Combine): Operator {
  return { name, least: 2, most: 2, each: 1, compile: (call) => compile(call, combine) };
}

function compile(call: Call, combine: Combine): Compiled {
  const { body, listIn, results } = each(call);
  call.expect(body, "boolean");
  return {
    type: BOOLEAN,
    run: (frame) => {
      const list = listIn(frame);
      if (list instanceof Unknown) return list;
      return combine(results(list, frame).map((result) => asBoolean(result, call.name)));
    },
  };
}
