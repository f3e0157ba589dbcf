import { reportClash } from "../alike.ts";
import type { Expression } from "../expression.ts";
import { gather, wrong } from "../operands.ts";
import type { Call, Operator } from "../operator.ts";
import { ANY, DURATION, familyOf, TIMESTAMP, type StaticType } from "../static-type.ts";
import { describeType } from "../values/describe.ts";
import { Parsed } from "../values/parsed.ts";
import { timeProblem } from "../values/time-range.ts";
import { Unknown } from "../values/unknown.ts";
import type { Result } from "../values/value.ts";
import { numberType } from "./arithmetic.ts";
import { finite } from "./finite.ts";

/**
 * `+` and `-` of numbers, as doubles, and of time, in nanoseconds: a timestamp and durations make a timestamp, two
 * timestamps lie a duration apart. `-` of one operand is its negative. A result beyond the doubles, the years 0000 to
 * 9999 or 64 bits of nanoseconds is a problem.
 */
export const sum: readonly Operator[] = [
  operator("+", Number.POSITIVE_INFINITY, (of) => of.reduce((a, b) => a + b, 0), added),
  operator("-", 2, ([a = 0, b]) => (b === undefined ? -a : a - b), subtracted),
];

type OfNumbers = (values: readonly number[]) => number;
type OfTime = (values: readonly Parsed[]) => Parsed | undefined;

function operator(name: string, most: number, numbers: OfNumbers, time: OfTime): Operator {
  return {
    name,
    least: 1,
    most,
    compile: (call) => {
      const operands = call.all();
      for (const operand of operands) call.expect(operand, "number", "timestamp", "duration");
      const type = typeOf(operands, call);
      return {
        type,
        run: (frame) => {
          const values = gather(operands, frame, (result) => asSummand(result, name));
          return values instanceof Unknown ? values : total(values, name, numbers, time);
        },
      };
    },
  };
}

function asSummand(result: Result, name: string): number | Parsed | Unknown {
  if (typeof result === "number" || result instanceof Unknown) return result;
  if (result instanceof Parsed && result.kind !== "ipaddress") return result;
  return wrong(result, name, "numbers, timestamps and durations");
}

function total(
  values: readonly (number | Parsed)[],
  name: string,
  numbers: OfNumbers,
  time: OfTime,
): number | Parsed | Unknown {
  if (values.every((value) => typeof value === "number")) return finite(numbers(values), name);
  const made = values.every((value) => value instanceof Parsed) ? time(values) : undefined;
  if (made === undefined) return Unknown.problem("wrong_type", `\`${name}\` of these types makes no time`);
  return timeProblem(made, name) ?? made;
}

function added(values: readonly Parsed[]): Parsed | undefined {
  const points = values.filter(({ kind }) => kind === "timestamp").length;
  const value = values.reduce((before, next) => before + next.value, 0n);
  return points > 1 ? undefined : new Parsed(points === 1 ? "timestamp" : "duration", value);
}

function subtracted([a, b]: readonly Parsed[]): Parsed | undefined {
  if (a === undefined) return undefined;
  if (b === undefined) return a.kind === "duration" ? new Parsed("duration", -a.value) : undefined;
  if (a.kind === "duration" && b.kind === "timestamp") return undefined;
  return new Parsed(a.kind === b.kind ? "duration" : "timestamp", a.value - b.value);
}

/** Of what is known before evaluation, by the same rules. */
function typeOf(operands: readonly Expression[], call: Call): StaticType {
  const families = operands.map(({ type }) => familyOf(type));
  const time = operands.filter(({ type }) => type.kind === "timestamp" || type.kind === "duration");
  if (time.length === 0) return families.includes("any") ? ANY : numberType(operands, call);
  const number = operands.find(({ type }) => familyOf(type) === "number");
  if (number !== undefined) reportClash([time[0] ?? number, number], call, "mixes");
  if (families.includes("any") || number !== undefined) return ANY;
  const points = families.filter((family) => family === "timestamp").length;
  const made = call.name === "+" ? pointsAdded(points) : pointsSubtracted(families);
  if (made !== undefined) return made;
  call.report(`\`${call.name}\` of ${time.map(({ type }) => describeType(type)).join(" and ")} makes no time`);
  return ANY;
}

function pointsAdded(points: number): StaticType | undefined {
  return points > 1 ? undefined : points === 1 ? TIMESTAMP : DURATION;
}

function pointsSubtracted([a, b]: readonly string[]): StaticType | undefined {
  if (a === "timestamp") return b === undefined ? undefined : b === "timestamp" ? DURATION : TIMESTAMP;
  return b === "timestamp" ? undefined : DURATION;
}
