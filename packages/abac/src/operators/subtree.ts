import { broken } from "../expression.ts";
import { allOf } from "../kleene.ts";
import { wrong } from "../operands.ts";
import type { Call, Compiled, Operator } from "../operator.ts";
import { BOOLEAN } from "../static-type.ts";
import { equal } from "../values/equal.ts";
import type { Meter } from "../values/meter.ts";
import { Unknown, unknownsOf } from "../values/unknown.ts";
import { isRecord, type Record, type Result } from "../values/value.ts";

/**
 * `{"isSubtreeOf": [part, whole]}`: whether every key of the part stands in the whole with an equal value; a map inside
 * with a map of which it is a subtree again. The empty map is a subtree of every map.
 */
export const isSubtreeOf: Operator = { name: "isSubtreeOf", least: 2, most: 2, compile };

function compile(call: Call): Compiled {
  const [smaller = broken(""), larger = broken("")] = call.all();
  for (const operand of [smaller, larger]) call.expect(operand, "map");
  return {
    type: BOOLEAN,
    run: (frame) => {
      const part = smaller.run(frame);
      const whole = larger.run(frame);
      if (part instanceof Unknown || whole instanceof Unknown) return Unknown.all(unknownsOf([part, whole]));
      if (!isRecord(part)) return wrong(part, call.name, "objects");
      return isRecord(whole) ? within(part, whole, frame.meter) : wrong(whole, call.name, "objects");
    },
  };
}

/** Recursive: data nests as deeply as the gate lets it. */
function within(part: Record, whole: Record, meter: Meter): boolean | Unknown {
  const names = Object.keys(part);
  meter.spend(names.length);
  if (!names.every((name) => Object.hasOwn(whole, name))) return false;
  return allOf(names.map((name) => matches(part[name] as Result, whole[name] as Result, meter)));
}

function matches(a: Result, b: Result, meter: Meter): boolean | Unknown {
  return isRecord(a) && isRecord(b) ? within(a, b, meter) : equal(a, b, meter);
}
