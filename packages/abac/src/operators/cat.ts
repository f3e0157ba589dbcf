import { gather, wrong } from "../operands.ts";
import type { Operator } from "../operator.ts";
import { TEXT } from "../static-type.ts";
import { MAX_TEXT } from "../values/meter.ts";
import { Unknown } from "../values/unknown.ts";
import type { Result } from "../values/value.ts";

/**
 * Text and numbers, one behind the other; a number as JSON writes it. Booleans, null, lists and parsed values are
 * problems: how they would be written is not agreed on.
 */
export const cat: Operator = {
  name: "cat",
  least: 1,
  most: Number.POSITIVE_INFINITY,
  compile: (call) => {
    const operands = call.all();
    for (const operand of operands) call.expect(operand, "text", "number");
    return {
      type: TEXT,
      run: (frame) => {
        const parts = gather(operands, frame, written);
        if (parts instanceof Unknown) return parts;
        // Charged before the text is made, since a `reduce` can double it at every element.
        const length = parts.reduce((sum, part) => sum + part.length, 0);
        frame.meter.spendText(length);
        if (length > MAX_TEXT) return tooLong(length);
        return parts.join("");
      },
    };
  },
};

function tooLong(length: number): Unknown {
  return Unknown.problem("out_of_range", `\`cat\` gives text of ${length} letters, and ${MAX_TEXT} are the most`);
}

function written(result: Result): string | Unknown {
  if (typeof result === "string" || result instanceof Unknown) return result;
  return typeof result === "number" ? String(result) : wrong(result, "cat", "text and numbers");
}
