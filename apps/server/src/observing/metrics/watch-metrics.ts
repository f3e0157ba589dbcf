import type { Relata, Watch, WatchEvent } from "@relata/core";
import { setKnown, type Meters } from "./meters.ts";
import { Sampled } from "./sampled.ts";

/** Told of the streams of a server. */
export interface StreamObserver {
  /** Answers how to say that the stream has ended. */
  readonly onOpened: (watch: Watch) => () => void;
  readonly onTold: (event: WatchEvent) => void;
}

/** Of streams: how many there are, and how far they are behind. */
export function watchMetrics(
  meters: Meters,
  relata: Relata,
  onError: (error: unknown) => void,
): StreamObserver & { readonly settled: () => Promise<void> } {
  const open = new Set<Watch>();
  const streams = meters.gauge("relata_watch_streams");
  const events = meters.counter("relata_watch_events_total");
  const delay = meters.histogram("relata_watch_delay_seconds");
  const lag = new Sampled(() => lagOf(relata, open), { everyMs: 0, onError });
  meters.gauge("relata_watch_lag_revisions", (gauge) => setKnown(gauge, lag.value));
  return {
    onOpened: (watch) => {
      open.add(watch);
      streams.inc();
      return () => {
        if (open.delete(watch)) streams.dec();
      };
    },
    onTold: (event) => {
      events.inc({ event: event.kind });
      if (event.kind === "revision") delay.observe({}, Math.max(0, Date.now() - event.at) / 1_000);
    },
    settled: () => lag.settled(),
  };
}

/** Of the slowest stream; one that has not begun is at no revision yet. Nobody is asked where there is none. */
async function lagOf(relata: Relata, open: ReadonlySet<Watch>): Promise<number | undefined> {
  if (open.size === 0) return undefined;
  const newest = await relata.newestRevision();
  const behind = [...open].map(({ revision = newest }) => newest - revision);
  return Math.max(0, ...behind);
}
