import { broken } from "../expression.ts";
import { wrong } from "../operands.ts";
import type { Call, Compiled, Operator } from "../operator.ts";
import { BOOLEAN } from "../static-type.ts";
import { Unknown, unknownsOf } from "../values/unknown.ts";

type Finds = (text: string, part: string) => boolean;

/**
 * `contains`, `startsWith` and `endsWith` of a text and the part that is looked for, letter by letter and case by case.
 * The empty text is part of every text, the empty one included. There are no patterns.
 */
export const textSearch: readonly Operator[] = [
  operator("contains", (text, part) => text.includes(part)),
  operator("startsWith", (text, part) => text.startsWith(part)),
  operator("endsWith", (text, part) => text.endsWith(part)),
];

function operator(name: string, finds: Finds): Operator {
  return { name, least: 2, most: 2, compile: (call) => compile(call, finds) };
}

function compile(call: Call, finds: Finds): Compiled {
  const [of = broken(""), sought = broken("")] = call.all();
  for (const operand of [of, sought]) call.expect(operand, "text");
  return {
    type: BOOLEAN,
    run: (frame) => {
      const text = of.run(frame);
      const part = sought.run(frame);
      if (text instanceof Unknown || part instanceof Unknown) return Unknown.all(unknownsOf([text, part]));
      if (typeof text !== "string") return wrong(text, call.name, "text");
      if (typeof part !== "string") return wrong(part, call.name, "text");
      frame.meter.spendText(text.length + part.length);
      return finds(text, part);
    },
  };
}
