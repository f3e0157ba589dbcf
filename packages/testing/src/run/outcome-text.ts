import { sayMissing } from "@relata/core";
import type { Decision, Missing } from "@relata/model";
import type { ExpectedOutcome } from "../suite/suite.ts";

/** `conditional on resource.amount of invoice:1`, or the outcome alone. */
export function sayDecision(decision: Decision): string {
  if (decision.outcome !== "conditional") return decision.outcome;
  return sayConditional(decision.missing.map((entry) => sayMissing(entry)));
}

/** The expectation in the same words. */
export function sayExpected({ outcome, missing = [] }: ExpectedOutcome): string {
  return outcome === "conditional" ? sayConditional(missing) : outcome;
}

/**
 * Whether the decision is the expected one. Where names are expected, each of them is missing, and nothing else is; a
 * name without an object stands for that of any.
 */
export function isExpected(expected: ExpectedOutcome, decision: Decision): boolean {
  if (expected.outcome !== decision.outcome) return false;
  const { missing: names } = expected;
  if (names === undefined || decision.outcome !== "conditional") return true;
  const { missing } = decision;
  return (
    names.every((name) => missing.some((entry) => isNamed(name, entry))) &&
    missing.every((entry) => names.some((name) => isNamed(name, entry)))
  );
}

function isNamed(name: string, entry: Missing): boolean {
  return name === entry.path || name === sayMissing(entry);
}

function sayConditional(missing: readonly string[]): string {
  return missing.length === 0 ? "conditional" : `conditional on ${missing.join(", ")}`;
}
