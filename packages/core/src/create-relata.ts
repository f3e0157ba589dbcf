import { checkPolicies } from "./check-policies.ts";
import { Relata, type RelataOptions } from "./relata.ts";

/**
 * Opens a permission engine over a model and a store.
 *
 * ```ts
 * const relata = await createRelata({ model, store: sqlite("authz.db") });
 * ```
 *
 * @throws Failure `invalid_model` where a policy of the model cannot be evaluated
 */
export async function createRelata(options: RelataOptions): Promise<Relata> {
  checkPolicies(options.model);
  return new Relata(options);
}
