import { createRelata, type Relata, type Store } from "@relata/core";
import { WORKLOAD_MODEL } from "../workload/workload-model.ts";

/** More than any workload takes. */
const MAX_BYTES = 4 * 2 ** 30;

/** An engine that holds the whole store in memory by now. */
export async function openResident(store: Store, model = WORKLOAD_MODEL): Promise<Relata> {
  const relata = await createRelata({ model, store, resident: { maxBytes: MAX_BYTES } });
  const { state } = await relata.ready();
  if (state !== "resident") throw new Error(`the store is ${state}, and not resident`);
  return relata;
}

/** An engine that asks its store. */
export async function openOnDemand(store: Store, model = WORKLOAD_MODEL): Promise<Relata> {
  return createRelata({ model, store });
}
