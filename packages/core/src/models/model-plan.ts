import type { Model } from "@relata/model";
import type { ApplyOptions, ModelApplied, ModelEntry, Store, Stranded } from "@relata/store";
import { checkPolicies } from "../check-policies.ts";
import { judgeBy } from "./judge-by.ts";
import { modelHash } from "./model-hash.ts";

/** What applying a model would do, as of one moment: the judgement is made again when it is applied. */
export interface ModelPlan {
  readonly hash: string;
  /** The applied model that was found, if any: its number, given as `after`, holds the plan to it. */
  readonly applied?: ModelEntry;
  /** Whether the applied model is equal to this one, so that nothing would be recorded. */
  readonly isApplied: boolean;
  /** What is live and does not fit: applying is refused while there is any, unless it is to be deleted. */
  readonly stranded: Stranded;
}

/** How a model is applied. */
export interface ApplyModelOptions extends ApplyOptions {
  /** The model as a person wrote it; kept beside it. */
  readonly text?: string;
  /** Who applies it, or what for; kept beside it. */
  readonly message?: string;
}

/** @throws Failure `invalid_model`; and as the store has */
export async function planModel(store: Store, model: Model): Promise<ModelPlan> {
  checkPolicies(model);
  const hash = await modelHash(model);
  const applied = (await store.models.list()).at(-1);
  const stranded = await store.models.judge(judgeBy(model));
  return { hash, ...(applied !== undefined && { applied }), isApplied: applied?.hash === hash, stranded };
}

/** @throws Failure `invalid_model`, `tuples_stranded`, `precondition_failed`; and as the store has */
export async function applyModel(
  store: Store,
  model: Model,
  at: number,
  { text, message, ...options }: ApplyModelOptions,
): Promise<ModelApplied> {
  checkPolicies(model);
  const hash = await modelHash(model);
  const kept = { ...(text !== undefined && { text }), ...(message !== undefined && { message }) };
  return store.models.apply({ model, hash, at, ...kept }, judgeBy(model), options);
}
