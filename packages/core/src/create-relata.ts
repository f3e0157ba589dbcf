import { policyProblems } from "@relata/abac";
import { Failure, indexModel, type Model } from "@relata/model";
import { Relata, type RelataOptions } from "./relata.ts";
import type { Schema } from "./typed/schema.ts";

/**
 * Opens a permission engine over a model and a store. A model that `relata generate` wrote brings its schema: questions
 * and writes are then typed by it. At run time nothing differs.
 *
 * ```ts
 * const relata = await createRelata({ model, store: sqlite("authz.db") });
 * ```
 *
 * @throws Failure `invalid_model` where a policy of the model cannot be evaluated
 */
export async function createRelata<S extends Schema = Schema>(options: RelataOptions<S>): Promise<Relata<S>> {
  checkPolicies(options.model);
  return new Relata(options);
}

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
