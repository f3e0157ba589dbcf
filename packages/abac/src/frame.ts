import type { Instant, JsonObject } from "@relata/model";
import type { Horizon } from "./horizon.ts";
import { Meter } from "./values/meter.ts";
import { Unknown } from "./values/unknown.ts";
import type { Result } from "./values/value.ts";
import type { PolicyKnowledge, PolicyScope } from "./verdict.ts";

/** Where an expression stands while it runs: the scope of the policy and, inside a list operator, the element. */
export interface Frame {
  readonly scope: KnownScope;
  readonly meter: Meter;
  /** Notes what is read of time, where the policy reads any. */
  readonly horizon: Horizon | undefined;
  /** Whether what the scope lacks may still come: a default does not stand in for it then. */
  readonly open: boolean;
  /** The frame around the list operator. */
  readonly outer: Frame | undefined;
  /** The element visited. One frame serves all elements of a list, since evaluation keeps none. */
  element: Result;
  /** What a `reduce` has so far. */
  accumulator: Result;
}

/** A `PolicyScope`, of which the action and the instant may be absent too. */
export interface KnownScope {
  readonly resource: JsonObject;
  readonly subject: JsonObject;
  readonly context: JsonObject;
  readonly parameters: JsonObject;
  readonly action: string | undefined;
  readonly now: Instant | undefined;
}

/** The frame of a whole evaluation, in which the body's own cost is paid. */
export function rootFrame(scope: PolicyScope, cost: number, horizon: Horizon | undefined): Frame {
  return { scope, meter: new Meter(cost), horizon, open: false, outer: undefined, element: null, accumulator: null };
}

/** The frame of an evaluation of what is known so far. */
export function openFrame(known: PolicyKnowledge, cost: number): Frame {
  const { resource = {}, subject = {}, context = {}, parameters = {}, action, now } = known;
  const scope = { resource, subject, context, parameters, action, now };
  const horizon = undefined;
  return { scope, meter: new Meter(cost), horizon, open: true, outer: undefined, element: null, accumulator: null };
}

export function innerFrame(outer: Frame): Frame {
  const { scope, meter, horizon, open } = outer;
  return { scope, meter, horizon, open, outer, element: null, accumulator: null };
}

/** The frame of any element whatever: what does not depend on it is known there. */
export function symbolicFrame(outer: Frame): Frame {
  const some = Unknown.absent("*");
  return { ...innerFrame(outer), element: some, accumulator: some };
}
