import { Failure, formatKey, own, refusal, type ModelIndex, type Tuple } from "@relata/model";
import { valueProblem } from "./value-problem.ts";

/**
 * Why the tuple may not be written, as the failure to throw: the model refuses it, or a parameter of its policy is not
 * of its type. Undefined where it may.
 */
export function tupleRefusal(index: ModelIndex, tuple: Tuple): Failure | undefined {
  return refusal(index, tuple) ?? parameterRefusal(index, tuple);
}

function parameterRefusal(index: ModelIndex, tuple: Tuple): Failure | undefined {
  const { policy } = tuple;
  if (policy === undefined) return undefined;
  for (const { name, type } of index.policies.get(policy.name)?.parameters ?? []) {
    const value = own(policy.parameters, name);
    const problem = value === undefined ? undefined : valueProblem(value, type);
    if (problem === undefined) continue;
    const where = `parameter \`${name}\` of policy \`${policy.name}\``;
    return new Failure("invalid_tuple", `${where} ${problem}: \`${formatKey(tuple)}\``);
  }
  return undefined;
}
