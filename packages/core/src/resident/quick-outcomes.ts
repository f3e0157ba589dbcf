import type { QuickCheck } from "@relata/resident";
import type { CheckOutcome, Question } from "@relata/resolver";
import { decidedBy } from "./decided.ts";

/** For each question its outcome, where it follows from tuples alone. */
export function quickOutcomes(
  quick: QuickCheck | undefined,
  questions: readonly Question[],
): readonly (CheckOutcome | undefined)[] {
  return questions.map((question) => {
    const decision = quick === undefined ? undefined : decidedBy(quick, question);
    return decision === undefined ? undefined : { decision };
  });
}

/** All outcomes, with the others in the places that were left open, in their order. */
export function filled(
  outcomes: readonly (CheckOutcome | undefined)[],
  others: readonly CheckOutcome[],
): readonly CheckOutcome[] {
  let next = 0;
  return outcomes.map((outcome) => outcome ?? (others[next++] as CheckOutcome));
}
