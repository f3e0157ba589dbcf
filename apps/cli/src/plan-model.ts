import type { Model, ModelPlan, Relata } from "@relata/core";
import { diffModels, type DiffReport } from "@relata/diff";
import { compareAccess, type Given } from "./compare-models.ts";
import type { DatabaseOptions } from "./database/database-options.ts";
import { engine, withStore } from "./open-store.ts";
import type { Session } from "./surroundings.ts";

/** What is planned, and all that is to be said of it. */
export interface Planned {
  readonly plan: ModelPlan;
  readonly report: DiffReport;
}

/** Opens the database, with an engine under the model, and closes it however the use ends. */
export async function withDatabase<T>(
  session: Session,
  options: DatabaseOptions,
  model: Model,
  use: (relata: Relata) => Promise<T>,
): Promise<T> {
  return withStore(session, options, async (store) => use(await engine(session, model, store)));
}

/**
 * What applying the model would do: compared with the applied one, or, where none is, with nothing. Access is compared
 * where it is asked for, over the whole store in memory.
 */
export async function planModel(
  session: Session,
  relata: Relata,
  model: Model,
  access: Given | undefined,
): Promise<Planned> {
  const plan = await relata.plan(model);
  const applied = await relata.appliedModel(plan.applied?.number);
  const { stranded } = plan;
  if (applied === undefined) return { plan, report: { changes: [], stranded, applied: null } };
  const data = access === undefined || plan.isApplied ? undefined : await relata.contents();
  return {
    plan,
    report: {
      applied: { number: applied.number, at: applied.at, hash: applied.hash },
      changes: diffModels(applied.model, model),
      stranded,
      ...(data !== undefined && { access: compareAccess(session, applied.model, model, data, access ?? {}) }),
    },
  };
}

/** Whether anything that is live does not fit. */
export function isRefused({ stranded }: ModelPlan): boolean {
  return stranded.tuples.length > 0 || stranded.attributes.length > 0;
}
