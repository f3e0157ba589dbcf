import { isSubjectSet, type Decision } from "@relata/model";
import { ALLOWED, DENIED, UNSURE, type QuickCheck, type Verdict } from "@relata/resident";
import type { Question } from "@relata/resolver";

/** Shared, since a batch has thousands of them. Time alone changes nothing of what is decided quickly. */
const IS_ALLOWED: Decision = Object.freeze({ outcome: "allowed" });
const IS_DENIED: Decision = Object.freeze({ outcome: "denied" });

/** The decision that follows from tuples alone; undefined where the resolver is to be asked. */
export function decidedBy(quick: QuickCheck, { subject, permission, object }: Question): Decision | undefined {
  let verdict: Verdict = ALLOWED;
  for (const one of subject) {
    const decided = isSubjectSet(one) ? UNSURE : quick.decide(one, permission, object);
    if (decided === UNSURE) return undefined;
    if (decided === DENIED) verdict = DENIED;
  }
  return toDecision(verdict);
}

/** Undefined for what is not decided. */
export function toDecision(verdict: Verdict | undefined): Decision | undefined {
  if (verdict === ALLOWED) return IS_ALLOWED;
  return verdict === DENIED ? IS_DENIED : undefined;
}
