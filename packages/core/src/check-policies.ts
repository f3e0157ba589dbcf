import { policyProblems } from "@relata/abac";
import { Failure, indexModel, type Model } from "@relata/model";

/** @throws Failure `invalid_model` with every problem of every policy */
export function checkPolicies(model: Model): void {
  const index = indexModel(model);
  const problems = model.policies.flatMap((policy) =>
    policyProblems(policy, index).map(({ pointer, message }) => ({ policy: policy.name, pointer, message })),
  );
  if (problems.length === 0) return;
  const lines = problems.map(
    ({ policy, pointer, message }) => `policy \`${policy}\`${pointer === "" ? "" : ` at \`${pointer}\``}: ${message}`,
  );
  throw new Failure("invalid_model", `the model is not valid:\n${lines.join("\n")}`, { details: { problems } });
}
