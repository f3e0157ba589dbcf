import { asBoolean } from "../operands.ts";
import type { Operator } from "../operator.ts";
import { Unknown, unknownsOf } from "../values/unknown.ts";
import { each } from "./each.ts";

/** The elements that satisfy the condition, in order. Unknown as a whole where it is unknown of one element. */
export const filter: Operator = {
  name: "filter",
  least: 2,
  most: 2,
  each: 1,
  compile: (call) => {
    const { list, body, listIn, results } = each(call);
    call.expect(body, "boolean");
    return {
      type: list.type,
      elements: list.elements,
      run: (frame) => {
        const values = listIn(frame);
        if (values instanceof Unknown) return values;
        const kept = results(values, frame).map((result) => asBoolean(result, call.name));
        const unknowns = unknownsOf(kept);
        return unknowns.length > 0 ? Unknown.all(unknowns) : values.filter((_, i) => kept[i] === true);
      },
    };
  },
};
