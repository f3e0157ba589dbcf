import type { Expression } from "../expression.ts";
import { innerFrame } from "../frame.ts";
import { asList } from "../operands.ts";
import type { Call, Compiled, Operator } from "../operator.ts";
import { ANY, familyOf, join, NUMBER, TEXT, type StaticType } from "../static-type.ts";
import { describeType } from "../values/describe.ts";
import { Unknown } from "../values/unknown.ts";
import { elementScope, listOperand } from "./each.ts";

/**
 * `{"reduce": [list, expression, start]}`: the expression sees the element as `current` and what it gave for the one
 * before as `accumulator`, which begins as the start and keeps its type. Of an empty list it is the start.
 */
export const reduce: Operator = { name: "reduce", least: 3, most: 3, each: 1, compile };

function compile(call: Call): Compiled {
  const list = listOperand(call);
  const start = call.operand(2);
  const accumulator = widened(start.type);
  const body = call.operand(1, { ...elementScope(call, list), accumulator });
  reportDrift(start, body, call);
  return {
    type: join(accumulator, body.type),
    run: (frame) => {
      const values = asList(list.run(frame), call.name);
      if (values instanceof Unknown) return values;
      const inner = innerFrame(frame);
      inner.accumulator = start.run(frame);
      frame.meter.spend(values.length * (1 + body.cost));
      for (const element of values) {
        inner.element = element;
        inner.accumulator = body.run(inner);
      }
      return inner.accumulator;
    },
  };
}

/** The type that the accumulator keeps: the start's without what only the start promises, such as being whole. */
function widened(type: StaticType): StaticType {
  const family = familyOf(type);
  if (family === "text") return TEXT;
  if (family === "number") return type.kind === "numeral" ? type : NUMBER;
  if (family === "list") return { kind: "list", of: ANY };
  return family === "null" || family === "map" ? ANY : type;
}

/** The expression was checked with an accumulator of the start's type; it must not make another of it. */
function reportDrift(start: Expression, body: Expression, call: Call): void {
  const [before, after] = [familyOf(widened(start.type)), familyOf(body.type)];
  if (before === after || before === "any" || after === "any") return;
  const kinds = `${describeType(start.type)}, and the expression makes ${describeType(body.type)} of it`;
  call.report(`\`reduce\` starts with ${kinds}`, body.pointer);
}
