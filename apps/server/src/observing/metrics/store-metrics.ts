import type { Relata } from "@relata/core";
import { setKnown, type Meters } from "./meters.ts";
import { Sampled } from "./sampled.ts";

/** Why not at each scrape: every live tuple is counted. */
const COUNT_MS = 60_000;

/** Of the connections to a server of databases. */
function poolMetrics(meters: Meters, relata: Relata): void {
  meters.gauge("relata_store_connections", (gauge) => {
    const { busy = 0, free = 0 } = relata.load ?? {};
    gauge.set({ state: "busy" }, busy);
    gauge.set({ state: "free" }, free);
  });
  meters.gauge("relata_store_waiting_calls", (gauge) => gauge.set(relata.load?.waiting ?? 0));
}

/** Of the store: how large it is, and how busy the way to it. Answers how to wait for a count that is under way. */
export function storeMetrics(meters: Meters, relata: Relata, onError: (error: unknown) => void): () => Promise<void> {
  const tuples = new Sampled(() => relata.count({}), { everyMs: COUNT_MS, onError });
  meters.gauge("relata_store_tuples", (gauge) => setKnown(gauge, tuples.value));
  meters.gauge("relata_store_tuples_age_seconds", (gauge) => setKnown(gauge, tuples.ageSeconds));
  if (relata.load !== undefined) poolMetrics(meters, relata);
  return () => tuples.settled();
}
