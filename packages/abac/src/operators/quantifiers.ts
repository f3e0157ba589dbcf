import { allOf, anyOf, negated } from "../kleene.ts";
import { asBoolean } from "../operands.ts";
import type { Call, Compiled, Operator } from "../operator.ts";
import { BOOLEAN } from "../static-type.ts";
import { Unknown, unknownsOf } from "../values/unknown.ts";
import { each } from "./each.ts";

type Combine = (parts: readonly (boolean | Unknown)[]) => boolean | Unknown;

/**
 * `some`, `all`, `none` or `one` of a list satisfy the condition: the or of what it says of the elements, the and, and the
 * negated or. Over an empty list `some` is false, `none` is true, and `all` is false as json-logic has it; the
 * expression form of the policy language compiles its `all` to `none` of the negation, which is true there. `one` is true
 * of exactly one element: two that are true decide it, whatever else is unknown.
 */
export const quantifiers: readonly Operator[] = [
  operator("some", anyOf),
  operator("all", (parts) => (parts.length === 0 ? false : allOf(parts))),
  operator("none", (parts) => negated(anyOf(parts))),
  operator("one", oneOf),
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

function oneOf(parts: readonly (boolean | Unknown)[]): boolean | Unknown {
  const holding = parts.filter((part) => part === true).length;
  if (holding > 1) return false;
  const unknowns = unknownsOf(parts);
  return unknowns.length > 0 ? Unknown.all(unknowns) : holding === 1;
}
