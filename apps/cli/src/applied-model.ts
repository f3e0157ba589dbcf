import { existsSync, statSync } from "node:fs";
import { resolve } from "node:path";
import type { Model, StoredModel } from "@relata/core";
import { formatInstant, instantFromMs } from "@relata/model";
import { sqlite } from "@relata/sqlite";
import { loadModel } from "./load-model.ts";
import type { Surroundings } from "./surroundings.ts";

/**
 * The model to ask under: that of `--model` or `RELATA_MODEL`, else the one that was applied to the database, else the one
 * that stands in the working folder. On a terminal a note says when it is the applied one, because files may differ.
 *
 * @throws Failure as `loadModel`, and as the database has
 */
export async function modelFor(
  surroundings: Surroundings,
  { model, db }: { readonly model?: string; readonly db?: string },
): Promise<Model> {
  const isGiven = model !== undefined || (surroundings.env["RELATA_MODEL"] ?? "") !== "";
  const applied = isGiven || db === undefined ? undefined : appliedTo(surroundings, db);
  if (applied === undefined) return loadModel(surroundings, model);
  if (surroundings.stderr.isTTY === true) {
    const when = formatInstant(instantFromMs(applied.at));
    surroundings.stderr.write(`note: under model ${applied.number}, applied ${when}; --model names another\n`);
  }
  return applied.model;
}

/** The applied model of a database; undefined also where there is no database yet. */
function appliedTo({ cwd }: Surroundings, db: string): StoredModel | undefined {
  const path = resolve(cwd, db);
  if (!existsSync(path) || !statSync(path).isFile() || statSync(path).size === 0) return undefined;
  const store = sqlite(path);
  try {
    return store.models.get();
  } finally {
    store.close();
  }
}
