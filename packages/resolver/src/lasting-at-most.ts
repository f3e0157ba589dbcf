import { earlier, type Decision, type Instant } from "@relata/model";

/** The decision, where something else that it hangs on lasts until that instant only. */
export function lastingAtMost<D extends Decision>(decision: D, until: Instant | undefined): D {
  const first = earlier(decision.validUntil, until);
  return first === undefined ? decision : { ...decision, validUntil: first };
}
