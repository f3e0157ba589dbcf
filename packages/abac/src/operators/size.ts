import { broken } from "../expression.ts";
import { wrong } from "../operands.ts";
import type { Operator } from "../operator.ts";
import { NUMERAL } from "../static-type.ts";
import { Unknown } from "../values/unknown.ts";
import { isList, isRecord } from "../values/value.ts";

/**
 * How many elements a list has, keys a map, or code points a text (`size` of "𝒜b" is 2). A list of which an element is
 * unknown has its size all the same. It compares with `int`, `uint` and `number` alike.
 */
export const size: Operator = {
  name: "size",
  least: 1,
  most: 1,
  compile: (call) => {
    const [of = broken("")] = call.all();
    call.expect(of, "list", "map", "text");
    return {
      type: NUMERAL,
      run: (frame) => {
        const value = of.run(frame);
        if (value instanceof Unknown) return value;
        if (isList(value)) return value.length;
        if (isRecord(value)) return Object.keys(value).length;
        if (typeof value !== "string") return wrong(value, call.name, "a list, an object or text");
        frame.meter.spendText(value.length);
        return codePoints(value);
      },
    };
  },
};

function codePoints(text: string): number {
  let count = 0;
  for (const _ of text) count++;
  return count;
}
