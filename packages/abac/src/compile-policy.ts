import type { ModelIndex, Policy } from "@relata/model";
import type { PolicySite } from "./analyse.ts";
import { sound } from "./sound.ts";
import { verdictOf } from "./verdict-of.ts";
import type { CompiledPolicy } from "./verdict.ts";

/**
 * Compiles a policy to closures over the scope it will be asked about. With a type given, attributes of the resource are
 * read as that type declares them; without one, as all types that declare them agree. Cost: one walk over the body.
 *
 * @throws Failure `invalid_model` when the body is not a valid policy; `details.problems` are those of `policyProblems`
 */
export function compilePolicy(policy: Policy, model: ModelIndex, site: PolicySite = {}): CompiledPolicy {
  return verdictOf(sound(policy, model, site));
}
