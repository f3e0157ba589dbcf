import { gather } from "../operands.ts";
import type { Operator } from "../operator.ts";
import { ANY, elementType, familyOf, join, type StaticType } from "../static-type.ts";
import { Unknown } from "../values/unknown.ts";
import { isList, type Result, type Value } from "../values/value.ts";

/**
 * The elements of all lists, one behind the other; what is no list stands for itself. Unknown where an operand is, since
 * how many elements it brings is unknown too; an unknown element of a list stays one.
 */
export const merge: Operator = {
  name: "merge",
  least: 0,
  most: Number.POSITIVE_INFINITY,
  compile: (call) => {
    const operands = call.all();
    const [first = ANY, ...rest] = operands.map(({ type }) => contributed(type));
    return {
      type: { kind: "list", of: rest.reduce(join, first) },
      run: (frame) => {
        const values = gather(operands, frame, (result): Value | Unknown => result);
        if (values instanceof Unknown) return values;
        // Charged before the list is made, since a `reduce` can double it at every element.
        frame.meter.spend(values.reduce<number>((length, value) => length + (isList(value) ? value.length : 1), 0));
        return values.flatMap((value): readonly Result[] => (isList(value) ? value : [value]));
      },
    };
  },
};

function contributed(type: StaticType): StaticType {
  return familyOf(type) === "list" ? elementType(type) : type;
}
