import { allOf } from "../kleene.ts";
import { describeGiven, quote } from "./describe.ts";
import { MAX_DEPTH, type Meter, OutOfSteps } from "./meter.ts";
import { parseAs, Parsed } from "./parsed.ts";
import { Unknown, unknownsOf } from "./unknown.ts";
import { isList, isRecord, type List, type Record, type Result } from "./value.ts";

/** Data and bodies nest to `MAX_DEPTH` each; what a `reduce` builds beyond both is no policy. */
const DEEPEST = 2 * MAX_DEPTH;

/**
 * Deep, strict equality: `1` is not `"1"`, null is only null, and the order of keys does not matter. Unknown with
 * anything is unknown, with another unknown too; in lists and records one difference makes them unequal, whatever else
 * is unknown. Text beside a parsed value is parsed as its kind first, and is a problem where it is not of that kind.
 */
export function equal(a: Result, b: Result, meter: Meter, depth = 0): boolean | Unknown {
  if (typeof a === "string" && typeof b === "string") return sameText(a, b, meter);
  if (typeof a === "number" && typeof b === "number") return a === b;
  if (a instanceof Unknown || b instanceof Unknown) return Unknown.all(unknownsOf([a, b]));
  if (a instanceof Parsed || b instanceof Parsed) {
    const pair = parsedPair(a, b);
    return pair instanceof Unknown || typeof pair === "boolean" ? pair : pair[0].value === pair[1].value;
  }
  if (depth > DEEPEST) throw new OutOfSteps();
  if (isList(a) && isList(b)) return equalLists(a, b, meter, depth);
  if (isRecord(a) && isRecord(b)) return equalRecords(a, b, meter, depth);
  return a === b;
}

function sameText(a: string, b: string, meter: Meter): boolean {
  if (a.length !== b.length) return false;
  meter.spendText(a.length);
  return a === b;
}

function equalLists(a: List, b: List, meter: Meter, depth: number): boolean | Unknown {
  if (a.length !== b.length) return false;
  meter.spend(a.length);
  return allOf(a.map((item, i) => equal(item, b[i] as Result, meter, depth + 1)));
}

function equalRecords(a: Record, b: Record, meter: Meter, depth: number): boolean | Unknown {
  const names = Object.keys(a);
  meter.spend(names.length);
  if (names.length !== Object.keys(b).length || !names.every((name) => Object.hasOwn(b, name))) return false;
  return allOf(names.map((name) => equal(a[name] as Result, b[name] as Result, meter, depth + 1)));
}

/** Two values of one parsed kind; false where they cannot be compared at all; else the problem. */
export function parsedPair(a: Result, b: Result): readonly [Parsed, Parsed] | false | Unknown {
  if (a instanceof Parsed && b instanceof Parsed) return a.kind === b.kind ? [a, b] : incomparable(a, b);
  if (a instanceof Parsed && typeof b === "string") return withText(a, b, (parsed) => [a, parsed]);
  if (b instanceof Parsed && typeof a === "string") return withText(b, a, (parsed) => [parsed, b]);
  return false;
}

function withText(
  beside: Parsed,
  text: string,
  pair: (parsed: Parsed) => readonly [Parsed, Parsed],
): readonly [Parsed, Parsed] | Unknown {
  const parsed = parseAs(beside.kind, text);
  if (parsed !== undefined) return pair(parsed);
  return Unknown.problem("wrong_type", `${quote(text)} is compared with ${describeGiven(beside)}, and is not one`);
}

/** The problem of two values that have no order, or no equality, between them. */
export function incomparable(a: Result, b: Result): Unknown {
  return Unknown.problem("wrong_type", `${describeGiven(a)} does not compare with ${describeGiven(b)}`);
}
