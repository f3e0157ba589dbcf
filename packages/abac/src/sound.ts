import { Failure, type ModelIndex, type Policy } from "@relata/model";
import { analyse, type Analysis, type PolicySite } from "./analyse.ts";
import type { Site } from "./compiler.ts";
import type { Expression } from "./expression.ts";

/** What is known of a policy that may run. */
export interface Sound extends Analysis {
  readonly body: Expression;
}

/**
 * The analysis of a policy without problems.
 *
 * @throws Failure `invalid_model` when the body is not a valid policy; `details.problems` are those of `policyProblems`
 */
export function sound(policy: Policy, model: ModelIndex, site: PolicySite, observe?: Site["observe"]): Sound {
  const { problems, body, required, readsNow } = analyse(policy, model, site, observe);
  const [first] = problems;
  if (first === undefined && body !== undefined) return { problems, body, required, readsNow };
  const where = first === undefined || first.pointer === "" ? "" : ` (at \`${first.pointer}\`)`;
  const more = problems.length > 1 ? `; ${problems.length - 1} more in the details` : "";
  const message = `policy \`${policy.name}\` is not valid: ${first?.message}${where}${more}`;
  throw new Failure("invalid_model", message, { details: { policy: policy.name, problems } });
}
