import { canonicalJson, FALSE, type ObjectRef, type Truth } from "@relata/model";

/** Where the alternation ends: what is certainly so, and what may be. */
export interface Limits {
  readonly little: Interpretation;
  readonly much: Interpretation;
}

/** A guess at the truth of every name of every object. What is not in it is false. */
export type Interpretation = ReadonlyMap<string, Truth>;

/**
 * Where an expression reads names: itself in `names`, and what stands on the right of an exclusion in `excluded`. To
 * take the least of an exclusion, take the least of its left and the most of its right, and the other way round.
 */
export interface Reading {
  readonly names: Interpretation;
  readonly excluded: () => Reading;
}

/** One unknown: a name of an object. */
export interface Atom {
  readonly object: ObjectRef;
  readonly name: string;
}

/** The certain: what stands on the right of an exclusion is taken at its most. */
export function certain(limits: Limits): Reading {
  return { names: limits.little, excluded: () => possible(limits) };
}

/** The possible: what stands on the right of an exclusion is taken at its least. */
export function possible(limits: Limits): Reading {
  return { names: limits.much, excluded: () => certain(limits) };
}

export function same(a: Interpretation, b: Interpretation): boolean {
  return [...a].every(([key, truth]) => b.get(key) === truth);
}

export function at(interpretation: Interpretation, object: ObjectRef, name: string): Truth {
  return interpretation.get(key(object, name)) ?? FALSE;
}

export function key({ type, id }: ObjectRef, name: string): string {
  return canonicalJson([type, id, name]);
}
