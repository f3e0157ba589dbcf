import type { Store } from "@relata/store";
import { Collector, type HistoryOptions } from "./collector.ts";
import { ObservedStore } from "./observing/observed-store.ts";
import { Observers } from "./observing/observers.ts";
import type { Residents } from "./resident/residents.ts";
import type { Alarm } from "./watch/alarm.ts";

/** What an engine has in common with those over other stores of its database. */
export interface Shared {
  readonly collector: Collector;
  readonly watches: Set<Alarm>;
  readonly observers: Observers;
  readonly residents: Residents;
}

/** For the engine that opens the database. */
export function openShared(
  store: Store,
  clock: () => number,
  history: HistoryOptions | undefined,
  residents: Residents,
): Shared {
  const observers = new Observers();
  const collector = new Collector(new ObservedStore(store, observers), clock, history);
  return { collector, watches: new Set(), observers, residents };
}
