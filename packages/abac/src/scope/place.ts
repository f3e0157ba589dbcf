import { valueType, type StaticType } from "../static-type.ts";
import type { Frame } from "../frame.ts";
import { formatStaticType } from "../static-type.ts";
import { fit, Misfit } from "../values/fit.ts";
import { Unknown } from "../values/unknown.ts";
import type { Result } from "../values/value.ts";
import { step, stepType } from "./step.ts";

/** Where a path starts, and what is known there. */
export interface Origin {
  /** The path so far, as a report names it. */
  readonly label: string;
  readonly type: StaticType;
  /** The value there; undefined where it is absent. */
  readonly start: (frame: Frame) => unknown;
  /** Whether the value has been through the gate: it is an element, or not from outside. */
  readonly fitted: boolean;
}

/** A path that is understood: how to read it, what it will be, and what stands for its absence. */
export interface Place {
  readonly label: string;
  readonly type: StaticType;
  /** What `read` gives, this very object, where the path leads nowhere. */
  readonly absent: Unknown;
  readonly read: (frame: Frame) => Result;
}

interface Step {
  readonly name: string;
  readonly within: StaticType;
  /** What is stepped into, for messages. */
  readonly label: string;
}

/** The place behind an origin, or a sentence that says why no such place can be. */
export function placeAt(origin: Origin, names: readonly string[]): Place | string {
  const steps: Step[] = [];
  let { type, label } = origin;
  for (const name of names) {
    const next = stepType(type, name);
    if (typeof next === "string") return `\`${label}\` ${next}`;
    steps.push({ name, within: type, label });
    label = `${label}.${name}`;
    type = next;
  }
  const absent = Unknown.absent(label);
  return { label, type, absent, read: (frame) => readPlace(frame, origin, steps, { label, type, absent }) };
}

function readPlace(
  frame: Frame,
  origin: Origin,
  steps: readonly Step[],
  { label, type, absent }: Omit<Place, "read">,
): Result {
  let at = origin.start(frame);
  for (const { name, within, label } of steps) {
    if (at === undefined || at instanceof Unknown) break;
    at = step(at, name, within);
    if (at instanceof Misfit) return problem(label, at, within);
  }
  if (at === undefined) return absent;
  if (origin.fitted || at instanceof Unknown) return at as Result;
  const value = fit(at, valueType(type), frame.meter);
  return value instanceof Misfit ? problem(label, value, type) : value;
}

function problem(label: string, misfit: Misfit, type: StaticType): Unknown {
  const declared = type.kind === "any" ? "" : `; it is declared \`${formatStaticType(type)}\``;
  return Unknown.problem("wrong_type", `\`${label}\` ${misfit.reason}${declared}`);
}
