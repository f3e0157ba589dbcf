import type { Model, Store } from "@relata/core";
import { formatInstant, instantFromMs } from "@relata/model";
import { loadModel } from "./load-model.ts";
import type { Surroundings } from "./surroundings.ts";

/**
 * The model to ask under: that of `--model` or `RELATA_MODEL`, else the one that was applied to the store, else the one
 * that stands in the working folder. On a terminal a note says when it is the applied one, because files may differ.
 *
 * @throws Failure as `loadModel`, and as the store has
 */
export async function modelFor(
  surroundings: Surroundings,
  { model }: { readonly model?: string },
  store: Store | undefined,
): Promise<Model> {
  const isGiven = model !== undefined || (surroundings.env["RELATA_MODEL"] ?? "") !== "";
  const applied = isGiven ? undefined : await store?.models.get();
  if (applied === undefined) return loadModel(surroundings, model);
  if (surroundings.stderr.isTTY === true) {
    const when = formatInstant(instantFromMs(applied.at));
    surroundings.stderr.write(`note: under model ${applied.number}, applied ${when}; --model names another\n`);
  }
  return applied.model;
}
