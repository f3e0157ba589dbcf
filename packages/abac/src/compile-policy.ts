import { Failure, FALSE, TRUE, UNKNOWN, type ModelIndex, type Policy } from "@relata/model";
import { analyse, type PolicySite } from "./analyse.ts";
import type { Expression } from "./expression.ts";
import { rootFrame, type Frame } from "./frame.ts";
import type { Place } from "./scope/place.ts";
import { describeGiven } from "./values/describe.ts";
import { MAX_STEPS, OutOfSteps } from "./values/meter.ts";
import { Unknown, unknownsOf } from "./values/unknown.ts";
import type { Result } from "./values/value.ts";
import type { CompiledPolicy, PolicyVerdict } from "./verdict.ts";

const IS_TRUE: PolicyVerdict = Object.freeze({ truth: TRUE, missing: Object.freeze([]) });
const IS_FALSE: PolicyVerdict = Object.freeze({ truth: FALSE, missing: Object.freeze([]) });

/** Nothing of a cut-off evaluation is told but that it was: how far it came depends on the order of operands. */
const OUT_OF_BUDGET: PolicyVerdict = Object.freeze({
  truth: UNKNOWN,
  missing: Object.freeze([]),
  problem: Object.freeze({ code: "budget", message: `the policy took more than ${MAX_STEPS} steps` }),
});

/**
 * Compiles a policy to closures over the scope it will be asked about. With a type given, attributes of the resource are
 * read as that type declares them; without one, as all types that declare them agree. Cost: one walk over the body.
 *
 * @throws Failure `invalid_model` when the body is not a valid policy; `details.problems` are those of `policyProblems`
 */
export function compilePolicy(policy: Policy, model: ModelIndex, site: PolicySite = {}): CompiledPolicy {
  const { problems, body, required } = analyse(policy, model, site);
  const [first] = problems;
  if (first !== undefined || body === undefined) {
    const where = first === undefined || first.pointer === "" ? "" : ` (at \`${first.pointer}\`)`;
    const more = problems.length > 1 ? `; ${problems.length - 1} more in the details` : "";
    const message = `policy \`${policy.name}\` is not valid: ${first?.message}${where}${more}`;
    throw new Failure("invalid_model", message, { details: { policy: policy.name, problems } });
  }
  return (scope) => {
    try {
      return verdict(truthOf(body, required, rootFrame(scope, body.cost)));
    } catch (error) {
      if (error instanceof OutOfSteps) return OUT_OF_BUDGET;
      throw error;
    }
  };
}

/**
 * The body's truth, while all that is required is there; else unknown, with all that either lacks. What is there but of
 * the wrong type is a problem of whoever reads it, not of the requirement.
 */
function truthOf(body: Expression, required: readonly Place[], frame: Frame): boolean | Unknown {
  const lacking = required.filter((place) => isLacking(place, frame)).map(({ absent }) => absent);
  const truth = booleanOf(body.run(frame));
  if (lacking.length === 0) return truth;
  return Unknown.all([...lacking, ...unknownsOf([truth])]);
}

function isLacking(place: Place, frame: Frame): boolean {
  const value = place.read(frame);
  return value === place.absent || value === place.unsupplied;
}

function booleanOf(result: Result): boolean | Unknown {
  if (typeof result === "boolean" || result instanceof Unknown) return result;
  return Unknown.problem("wrong_type", `the policy gives ${describeGiven(result)}, not a boolean`);
}

function verdict(truth: boolean | Unknown): PolicyVerdict {
  if (truth === true) return IS_TRUE;
  if (truth === false) return IS_FALSE;
  const { missing, problem } = truth.reasons();
  return { truth: UNKNOWN, missing, ...(problem !== undefined && { problem }) };
}
