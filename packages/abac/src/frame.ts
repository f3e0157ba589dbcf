import type { Meter } from "./values/meter.ts";
import type { Result } from "./values/value.ts";
import type { PolicyScope } from "./verdict.ts";

/** Where an expression stands while it runs: the scope of the policy and, inside a list operator, the element. */
export interface Frame {
  readonly scope: PolicyScope;
  readonly meter: Meter;
  /** The frame around the list operator. */
  readonly outer: Frame | undefined;
  /** The element visited. One frame serves all elements of a list, since evaluation keeps none. */
  element: Result;
  /** What a `reduce` has so far. */
  accumulator: Result;
}

export function rootFrame(scope: PolicyScope, meter: Meter): Frame {
  return { scope, meter, outer: undefined, element: null, accumulator: null };
}

export function innerFrame(outer: Frame): Frame {
  return { scope: outer.scope, meter: outer.meter, outer, element: null, accumulator: null };
}
