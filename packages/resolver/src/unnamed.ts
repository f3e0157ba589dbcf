import { WILDCARD, type Decision, type Instant } from "@relata/model";
import type { Granted } from "./list.ts";

/**
 * Stands for every id that nothing names, where the question itself speaks of `T:*`: else all the rest would be taken for
 * the one generic id that was asked about. No id is empty, so no tuple and no question names it.
 */
export const UNNAMED = "";

/** What the id waits for of itself, said of the generic one. */
export function ofGeneric(decision: Granted, type: string, id: string): Granted {
  if (decision.outcome !== "conditional") return decision;
  const missing = decision.missing.map((entry) =>
    entry.of?.type === type && entry.of.id === id ? { ...entry, of: { type, id: WILDCARD } } : entry,
  );
  return { ...decision, missing };
}

/** What a walk is sure of, until time may first change what it met. */
export function allowed(until: Instant | undefined): Decision {
  return { outcome: "allowed", ...(until !== undefined && { validUntil: until }) };
}
