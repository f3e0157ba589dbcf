import type { ValueType } from "@relata/model";
import type { Frame } from "../frame.ts";
import { formatStaticType, valueType, type StaticType } from "../static-type.ts";
import { fit, Misfit } from "../values/fit.ts";
import { Unknown } from "../values/unknown.ts";
import type { Result } from "../values/value.ts";
import { isPlainType, lookUp, settled, type DeclaredName, type Lookup } from "./lookup.ts";
import { step, stepType } from "./step.ts";

/** Where a path starts, and what is known there. */
export interface Origin {
  /** The path so far, as a report names it. */
  readonly label: string;
  readonly type: StaticType;
  /** The value there; undefined where it is absent. */
  readonly start: (frame: Frame) => unknown;
  /** The declared name that it is, where it is one. */
  readonly declared?: DeclaredName;
  /** Whether the value has been through the gate: it is an element, or not from outside. */
  readonly fitted: boolean;
  /** Whether it is the instant of the request. */
  readonly isNow?: true;
}

/** A path that is understood: how to read it, what it will be, and what stands for its absence. */
export interface Place {
  readonly label: string;
  readonly type: StaticType;
  /** What `read` gives, this very object, where the declared name itself was not supplied. */
  readonly unsupplied: Unknown;
  /** What `read` gives, this very object, where what was supplied does not hold the rest of the path. */
  readonly absent: Unknown;
  readonly read: (frame: Frame) => Result;
  /** How an operator may look it up itself. */
  readonly lookup: Lookup | undefined;
  readonly isNow: true | undefined;
  /** Whether the value is there; false only where an object lacks the last key, since such a value is complete. */
  readonly present: (frame: Frame) => boolean | Unknown;
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
  const absences = { unsupplied: Unknown.absent(label), absent: Unknown.absent(label) };
  const walk = (frame: Frame, until: number): unknown => follow(origin.start(frame), steps, until, absences);
  const gate = origin.fitted ? undefined : valueType(type);
  const read = (frame: Frame): Result => admitted(walk(frame, steps.length), gate, label, frame);
  const lookup = lookupOf(origin, steps, read);
  return {
    label,
    type,
    ...absences,
    read: lookup === undefined ? read : (frame) => settled(lookUp(lookup, frame), lookup, frame),
    lookup,
    isNow: steps.length === 0 ? origin.isNow : undefined,
    present: (frame) => {
      const last = steps.at(-1);
      return last === undefined ? isThere(walk(frame, 0)) : holds(walk(frame, steps.length - 1), last, absences);
    },
  };
}

/** A name that needs no step, where most values of its type need no gate. */
function lookupOf({ declared, type: declaredType, label }: Origin, steps: readonly Step[], read: Place["read"]) {
  const type = valueType(declaredType);
  if (declared === undefined || steps.length > 0 || !isPlainType(type)) return undefined;
  const { record, name } = declared;
  const otherwise: Lookup["otherwise"] = (found, frame) =>
    found === undefined ? read(frame) : admitted(found, type, label, frame);
  // Why: not a copy of `declared` with more in it, since copies differ in how V8 lays them out, and reads of them slow down.
  return { record, name, type, otherwise };
}

type Absences = Pick<Place, "unsupplied" | "absent">;

/** What lies that many steps behind the start; an `Unknown` where there is nothing, or nothing can be. */
function follow(start: unknown, steps: readonly Step[], until: number, absences: Absences): unknown {
  let at = start;
  if (at === undefined) return absences.unsupplied;
  for (let i = 0; i < until && !(at instanceof Unknown); i++) {
    const { name, within, label } = steps[i] as Step;
    at = step(at, name, within);
    if (at instanceof Misfit) return problem(label, at, within);
    if (at === undefined) return absences.absent;
  }
  return at;
}

function admitted(value: unknown, gate: ValueType | undefined, label: string, frame: Frame): Result {
  if (gate === undefined || value instanceof Unknown) return value as Result;
  const fitted = fit(value, gate, frame.meter);
  return fitted instanceof Misfit ? problem(label, fitted, gate) : fitted;
}

function isThere(value: unknown): true | Unknown {
  return value instanceof Unknown ? value : true;
}

function holds(container: unknown, { name, within, label }: Step, { absent }: Absences): boolean | Unknown {
  if (container instanceof Unknown) return container;
  const value = step(container, name, within);
  if (value instanceof Misfit) return problem(label, value, within);
  if (value !== undefined) return isThere(value);
  return Array.isArray(container) ? absent : false;
}

function problem(label: string, misfit: Misfit, type: StaticType): Unknown {
  const declared = type.kind === "any" ? "" : `; it is declared \`${formatStaticType(type)}\``;
  return Unknown.problem("wrong_type", `\`${label}\` ${misfit.reason}${declared}`);
}
