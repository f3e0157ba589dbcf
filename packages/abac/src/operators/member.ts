import { alike } from "../alike.ts";
import { broken, type Expression } from "../expression.ts";
import type { Frame } from "../frame.ts";
import { wrong } from "../operands.ts";
import type { Call, Compiled, Operator } from "../operator.ts";
import { isPlainly, lookUp } from "../scope/lookup.ts";
import { BOOLEAN, familyOf } from "../static-type.ts";
import { equal } from "../values/equal.ts";
import type { Meter } from "../values/meter.ts";
import { isScalar, isShortScalar, type Scalar } from "../values/scalar.ts";
import { Unknown, unknownsOf } from "../values/unknown.ts";
import { isList, isRecord, type List, type Result } from "../values/value.ts";

type Run = Compiled["run"];

/**
 * `{"in": [element, list]}`: whether one of the list equals the element; unknown if none is known to, and one is
 * unknown. `{"in": [key, map]}`: whether the map has the key. `{"in": [part, text]}`: whether the text holds the part,
 * only where the second operand is declared or written as text. What may be anything is never read as text, so that
 * sending `"not-admin"` for a list of roles does not pass for `admin`.
 */
export const member: Operator = { name: "in", least: 2, most: 2, compile };

function compile(call: Call): Compiled {
  const [needle = broken(""), haystack = broken("")] = call.all();
  call.expect(haystack, "list", "map", "text");
  return { type: BOOLEAN, run: searchIn(needle, haystack, call) };
}

function searchIn(needle: Expression, haystack: Expression, call: Call): Run {
  switch (familyOf(haystack.type)) {
    case "text":
      return holdsText(needle, haystack, call);
    case "map":
      call.expect(needle, "text");
      return (frame) => isMember(needle, haystack, frame, call.name);
    case "list":
    case "any":
      return holds(needle, haystack, call);
    default:
      return broken("").run;
  }
}

function holds(needle: Expression, haystack: Expression, call: Call): Run {
  // The needle stands as a list of one beside the list, so that text in either is read as the kind of the other.
  const beside: Expression = { ...needle, type: { kind: "list", of: needle.type }, items: [needle] };
  const [one, many = haystack] = alike([beside, haystack], call);
  const sought = one?.items?.[0] ?? needle;
  const written = many.constant;
  if (written !== undefined && isList(written) && written.every(isShortScalar)) return isOneOf(sought, written);
  return (frame) => isMember(sought, many, frame, call.name);
}

/** Beside a list that the policy writes, which nearly always holds short scalars: one look, however long it is. */
function isOneOf({ run, lookup }: Expression, written: readonly Scalar[]): Run {
  const scalars: ReadonlySet<Scalar> = new Set(written);
  const among = (sought: Result, { meter }: Frame): boolean | Unknown =>
    isScalar(sought) ? scalars.has(sought) : hasElement(written, sought, meter);
  const [a, b = a, c = a, d = a, ...more] = written;
  const few = a !== undefined && more.length === 0 && lookup !== undefined;
  if (!few || !written.every((one) => isPlainly(one, lookup.type))) return (frame) => among(run(frame), frame);
  return (frame) => {
    const found = lookUp(lookup, frame);
    // Why: a few are compared faster one by one than any list or set finds them.
    if (found === a || found === b || found === c || found === d) return true;
    return isPlainly(found, lookup.type) ? false : among(lookup.otherwise(found, frame), frame);
  };
}

function isMember(needle: Expression, haystack: Expression, frame: Frame, name: string): boolean | Unknown {
  const sought = needle.run(frame);
  const within = haystack.run(frame);
  if (isList(within)) return hasElement(within, sought, frame.meter);
  if (within instanceof Unknown || sought instanceof Unknown) return Unknown.all(unknownsOf([sought, within]));
  if (!isRecord(within)) return wrong(within, name, "a list, or an object");
  return typeof sought === "string" ? Object.hasOwn(within, sought) : wrong(sought, name, "text as a key");
}

/** As `anyOf`, but without a list in between. */
function hasElement(list: List, sought: Result, meter: Meter): boolean | Unknown {
  meter.spend(list.length);
  let found = false;
  let doubts: Unknown[] | undefined;
  for (let i = 0; i < list.length; i++) {
    const same = equal(sought, list[i] as Result, meter);
    if (same === true) found = true;
    else if (same !== false) (doubts ??= []).push(same);
  }
  return found || doubts === undefined ? found : Unknown.all(doubts);
}

function holdsText(needle: Expression, haystack: Expression, call: Call): Run {
  call.expect(needle, "text");
  return (frame) => {
    const part = needle.run(frame);
    const text = haystack.run(frame);
    if (part instanceof Unknown || text instanceof Unknown) return Unknown.all(unknownsOf([part, text]));
    if (typeof part !== "string") return wrong(part, call.name, "text to look for in text");
    if (typeof text !== "string") return wrong(text, call.name, "a list, or text");
    frame.meter.spendText(text.length + part.length);
    // As json-logic-js has it, and the safer reading: an empty text holds nothing, the empty text included.
    return text !== "" && text.includes(part);
  };
}
