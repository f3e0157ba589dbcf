import { isSubjectSet, type Decision } from "@relata/model";
import { ALLOWED, DENIED, UNSURE, type QuickCheck, type Verdict } from "@relata/resident";
import type { Question } from "@relata/resolver";

/** What is decided, as an outcome of a batch. */
export interface Decided {
  readonly decision: Decision;
}

/** Shared, since a batch has thousands of them. Time alone changes nothing of what is decided quickly. */
const IS_ALLOWED: Decided = Object.freeze({ decision: Object.freeze({ outcome: "allowed" }) });
const IS_DENIED: Decided = Object.freeze({ decision: Object.freeze({ outcome: "denied" }) });

/** The decision that follows from tuples alone; undefined where the resolver is to be asked. */
export function decidedBy(quick: QuickCheck, { subject, permission, object }: Question): Decided | undefined {
  let verdict: Verdict = ALLOWED;
  for (const one of subject) {
    const decided = isSubjectSet(one) ? UNSURE : quick.decide(one, permission, object);
    if (decided === UNSURE) return undefined;
    if (decided === DENIED) verdict = DENIED;
  }
  return toDecided(verdict);
}

/** Undefined for what is not decided. */
export function toDecided(verdict: Verdict): Decided | undefined {
  if (verdict === ALLOWED) return IS_ALLOWED;
  return verdict === DENIED ? IS_DENIED : undefined;
}
