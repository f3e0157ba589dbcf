import { compareText } from "@relata/model";
import { incomparable, parsedPair } from "./equal.ts";
import type { Meter } from "./meter.ts";
import { Unknown, unknownsOf } from "./unknown.ts";
import type { Result } from "./value.ts";

/**
 * The order of two values, negative, zero or positive: of numbers, of text by UTF-16 code unit, of timestamps,
 * durations and addresses by what they mean. Values of two types have none (`"10"` and `9`), nor have booleans, null,
 * lists and records: a problem, never an answer.
 */
export function compare(a: Result, b: Result, meter: Meter): number | Unknown {
  if (typeof a === "number" && typeof b === "number") return a - b;
  if (a instanceof Unknown || b instanceof Unknown) return Unknown.all(unknownsOf([a, b]));
  if (typeof a === "string" && typeof b === "string") {
    meter.spendText(Math.min(a.length, b.length));
    return compareText(a, b);
  }
  const pair = parsedPair(a, b);
  if (pair === false) return incomparable(a, b);
  if (pair instanceof Unknown) return pair;
  return pair[0].value < pair[1].value ? -1 : pair[0].value > pair[1].value ? 1 : 0;
}
