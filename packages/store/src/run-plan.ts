import type { Answer, Plan, Wanted } from "@relata/resolver";

/**
 * Runs a plan to its end with answers that are there at once: the loop of every synchronous adapter. The caller keeps
 * one snapshot around it. What the plan throws, it throws; what `answer` throws ends the plan where it stands.
 */
export function runPlan<T>(plan: Plan<T>, answer: (wanted: Wanted) => Answer): T {
  let step = plan.next();
  while (step.done !== true) step = plan.next(step.value.map(answer));
  return step.value;
}
