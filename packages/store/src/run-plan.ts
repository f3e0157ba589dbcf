import type { Ask, Plan } from "@relata/resolver";

/**
 * Runs a plan to its end with answers that are there at once: the loop of every synchronous adapter. The caller keeps
 * one snapshot around it. What the plan throws, it throws; what `ask` throws ends the plan where it stands.
 */
export function runPlan<T>(start: (ask?: Ask) => Plan<T>, ask: Ask): T {
  const plan = start(ask);
  let step = plan.next();
  while (step.done !== true) step = plan.next(step.value.map(ask));
  return step.value;
}
