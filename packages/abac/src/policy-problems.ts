import type { ModelIndex, Policy } from "@relata/model";
import { analyse, type PolicySite } from "./analyse.ts";
import type { BodyProblem } from "./body-limits.ts";

/**
 * Everything that is wrong with a policy's body, in written order, before any data is seen: operators that are unknown
 * or have the wrong number of operands, paths that lead nowhere, types that cannot work, a result that is not boolean,
 * and a body that is no JSON, too deep or too large. Empty when it is fine; problems of `required` point to the whole.
 *
 * A policy is checked at every place that uses it, since `resource` is of another type at each: with a type given,
 * `resource.x` is checked against that type's attributes alone; without one, against those of all types.
 */
export function policyProblems(policy: Policy, model: ModelIndex, site: PolicySite = {}): readonly BodyProblem[] {
  return analyse(policy, model, site).problems;
}
