import { broken } from "../expression.ts";
import { gather, wrong } from "../operands.ts";
import type { Call, Compiled, Operator } from "../operator.ts";
import { TEXT } from "../static-type.ts";
import { Unknown } from "../values/unknown.ts";
import type { Result } from "../values/value.ts";

/**
 * `{"substr": [text, start, length]}`: the part of the text from `start` (counted from the end where it is negative), of
 * that length, or up to the end; a negative length leaves out as many at the end. It counts code points, as `size`
 * does. Beyond the text there is nothing, so that it gives a text for any two whole numbers.
 */
export const substr: Operator = { name: "substr", least: 2, most: 3, compile };

function compile(call: Call): Compiled {
  const [of = broken(""), ...bounds] = call.all();
  call.expect(of, "text");
  for (const bound of bounds) call.expect(bound, "number");
  return {
    type: TEXT,
    run: (frame) => {
      const text = of.run(frame);
      const numbers = gather(bounds, frame, (result) => asWhole(result, call.name));
      if (typeof text !== "string" && !(text instanceof Unknown)) return wrong(text, call.name, "text");
      if (text instanceof Unknown) return numbers instanceof Unknown ? Unknown.all([text, numbers]) : text;
      if (numbers instanceof Unknown) return numbers;
      frame.meter.spendText(text.length);
      return part(Array.from(text), numbers);
    },
  };
}

function part(letters: readonly string[], [start = 0, length]: readonly number[]): string {
  const from = start < 0 ? Math.max(letters.length + start, 0) : start;
  const rest = letters.slice(from);
  return (length === undefined ? rest : rest.slice(0, length)).join("");
}

function asWhole(result: Result, name: string): number | Unknown {
  if (result instanceof Unknown) return result;
  return typeof result === "number" && Number.isInteger(result) ? result : wrong(result, name, "whole numbers");
}
