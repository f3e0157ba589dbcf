import { modelHash, type EngineObserver, type Relata } from "@relata/core";
import type { AuditRow, Keys } from "@relata/keys";
import type { Log } from "../../log.ts";
import { VERSION } from "../../version.ts";
import type { Observer } from "../answered.ts";
import { engineMetrics } from "./engine-metrics.ts";
import { httpMetrics } from "./http-metrics.ts";
import { keyMetrics } from "./key-metrics.ts";
import { Meters } from "./meters.ts";
import { processMetrics } from "./process-metrics.ts";
import { storeMetrics } from "./store-metrics.ts";
import { watchMetrics, type StreamObserver } from "./watch-metrics.ts";

/** What is counted, in the form that Prometheus reads. */
export interface Metrics {
  readonly onBegun: () => void;
  readonly onAnswered: Observer;
  readonly onEvent: EngineObserver;
  readonly onAttempt: (row: AuditRow) => void;
  readonly streams: StreamObserver;
  readonly contentType: string;
  /** The counts now. The store is not waited for: what is to be asked of it is asked beside, for the next time. */
  readonly text: () => Promise<string>;
  /** Waits for what is under way. */
  readonly settled: () => Promise<void>;
}

/** Of what there is to be counted. */
export interface Counted {
  readonly relata: Relata;
  /** Absent where nobody is asked who they are. */
  readonly keys?: Keys;
  readonly log: Log;
}

/** Counts of one server. Labels are of closed sets: routes, methods that they take, statuses, codes, outcomes, names of questions. */
export function createMetrics({ relata, keys, log }: Counted): Metrics {
  const meters = new Meters();
  const onError = (error: unknown) => log("what the store holds could not be counted", error);
  const countSettled = storeMetrics(meters, relata, onError);
  const { settled: lagSettled, ...streams } = watchMetrics(meters, relata, onError);
  const built = meters.gauge("relata_build_info");
  const builtSettled = modelHash(relata.model).then((model) => built.set({ version: VERSION, model }, 1));
  processMetrics(meters);
  const { registry } = meters;
  return {
    ...httpMetrics(meters),
    onEvent: engineMetrics(meters),
    onAttempt: keyMetrics(meters, () => keys?.waitingRows ?? 0),
    streams,
    contentType: registry.contentType,
    text: () => registry.metrics(),
    settled: async () => {
      await Promise.all([builtSettled, countSettled(), lagSettled()]);
    },
  };
}
