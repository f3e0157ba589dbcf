import type { Store } from "@relata/store";
import { checkPolicies } from "./check-policies.ts";
import type { RelataOptions } from "./relata-options.ts";
import { Relata } from "./relata.ts";
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
export async function createRelata<S extends Schema = Schema, Db extends Store = Store>(
  options: RelataOptions<S, Db>,
): Promise<Relata<S, Db>> {
  checkPolicies(options.model);
  return new Relata(options);
}
