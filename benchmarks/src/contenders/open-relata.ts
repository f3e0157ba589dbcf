import { createRelata, type Relata, type Store } from "@relata/core";
import { WORKLOAD_MODEL } from "../workload/workload-model.ts";

/** More than any workload has. */
const MAX_VIEW_TUPLES = 10_000_000;

/** An engine that answers from memory, once it holds the whole store. */
export async function openResident(store: Store, model = WORKLOAD_MODEL): Promise<Relata> {
  return createRelata({ model, store, maxViewTuples: MAX_VIEW_TUPLES });
}

/** An engine that asks its store. */
export async function openOnDemand(store: Store, model = WORKLOAD_MODEL): Promise<Relata> {
  return createRelata({ model, store, maxViewTuples: MAX_VIEW_TUPLES });
}
