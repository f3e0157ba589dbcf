import { alike } from "../alike.ts";
import { broken, type Expression } from "../expression.ts";
import type { Frame } from "../frame.ts";
import { anyOf } from "../kleene.ts";
import { asList, wrong } from "../operands.ts";
import type { Call, Compiled, Operator } from "../operator.ts";
import { BOOLEAN, familyOf, valueType } from "../static-type.ts";
import { equal } from "../values/equal.ts";
import { Unknown, unknownsOf } from "../values/unknown.ts";

/**
 * `{"in": [element, list]}`: whether one of the list equals the element; unknown if none is known to, and one is
 * unknown. `{"in": [part, text]}`: whether the text holds the part, only where the second operand is declared or
 * written as text. A list that may be anything is never read as text, so that sending `"not-admin"` for a list of
 * roles does not pass for `admin`.
 */
export const member: Operator = { name: "in", least: 2, most: 2, compile };

function compile(call: Call): Compiled {
  const [needle = broken(""), haystack = broken("")] = call.all();
  call.expect(haystack, "list", "text");
  return {
    type: BOOLEAN,
    run: familyOf(haystack.type) === "text" ? holdsText(needle, haystack, call) : holds(needle, haystack, call),
  };
}

function holds(needle: Expression, haystack: Expression, call: Call): Compiled["run"] {
  // The needle stands as a list of one beside the list, so that text in either is read as the kind of the other.
  const beside: Expression = { ...needle, type: { kind: "list", of: valueType(needle.type) }, items: [needle] };
  const [one, many = haystack] = alike([beside, haystack], call);
  const sought = one?.items?.[0] ?? needle;
  return (frame) => isMember(sought, many, frame, call.name);
}

function isMember(needle: Expression, haystack: Expression, frame: Frame, name: string): boolean | Unknown {
  const sought = needle.run(frame);
  const list = asList(haystack.run(frame), name);
  if (list instanceof Unknown) return Unknown.all(unknownsOf([sought, list]));
  return anyOf(list.map((item) => equal(sought, item, frame.meter)));
}

function holdsText(needle: Expression, haystack: Expression, call: Call): Compiled["run"] {
  call.expect(needle, "text");
  return (frame) => {
    const part = needle.run(frame);
    const text = haystack.run(frame);
    if (part instanceof Unknown || text instanceof Unknown) return Unknown.all(unknownsOf([part, text]));
    if (typeof part !== "string") return wrong(part, call.name, "text to look for in text");
    if (typeof text !== "string") return wrong(text, call.name, "a list, or text");
    frame.meter.spendText(text.length);
    // As json-logic-js has it, and the safer reading: an empty text holds nothing, the empty text included.
    return text !== "" && text.includes(part);
  };
}
