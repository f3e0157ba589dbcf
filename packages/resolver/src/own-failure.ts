import { isFailure, type Failure, type FailureCode } from "@relata/model";

const OWN: ReadonlySet<FailureCode> = new Set<FailureCode>(["paradox", "policy_failed", "budget_exceeded"]);

/** Whether it is the failure of one question, and says nothing of others. Any other is of whoever answers, and ends them all. */
export function isOwnFailure(error: unknown): error is Failure {
  return isFailure(error) && OWN.has(error.code);
}
