import type { CheckOutcome } from "@relata/resolver";

/** How many questions were decided so, or failed by themselves. */
export interface Decisions {
  readonly allowed: number;
  readonly denied: number;
  readonly conditional: number;
  readonly failed: number;
}

/** The outcomes of questions, counted. */
export function decisionsOf(outcomes: readonly Pick<CheckOutcome, "decision">[]): Decisions {
  const counts = { allowed: 0, denied: 0, conditional: 0, failed: 0 };
  for (const { decision } of outcomes) counts[decision?.outcome ?? "failed"]++;
  return counts;
}
