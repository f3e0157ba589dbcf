import { and, TRUE, UNKNOWN, type Truth } from "@relata/model";
import type { PolicyTruth } from "./policy-truth.ts";
import type { Verdict } from "./world.ts";

/** The bounds of one name in the well-founded model, and the policies that it waits for where it is unknown. */
export interface Answer {
  readonly low: Truth;
  readonly high: Truth;
  readonly unknowns: () => readonly PolicyTruth[];
}

/** `all of` several references is the AND of their answers. */
export function verdictOf(parts: readonly Answer[]): Verdict {
  const low = parts.reduce<Truth>((truth, part) => and(truth, part.low), TRUE);
  const high = parts.reduce<Truth>((truth, part) => and(truth, part.high), TRUE);
  if (low !== high) return { kind: "paradox" };
  if (low !== UNKNOWN) return { kind: low === TRUE ? "allowed" : "denied" };
  const unknowns = parts.filter((part) => part.low === UNKNOWN).flatMap((part) => part.unknowns());
  if (unknowns.some(({ failed }) => failed)) return { kind: "policy_failed" };
  return { kind: "conditional", missing: [...new Set(unknowns.flatMap(({ missing }) => missing))].sort() };
}
