import type { Relata } from "@relata/core";
import type { Keys } from "@relata/keys";
import type { Access } from "./access/access.ts";
import type { House } from "./house.ts";
import { MAX_BODY_BYTES, REQUEST_LIMITS, type RequestLimits } from "./limits.ts";
import { logToConsole, type Log } from "./log.ts";
import type { Observer } from "./observing/answered.ts";
import { createMetrics } from "./observing/metrics/metrics.ts";
import { engineSpans } from "./observing/tracing/engine-spans.ts";
import type { TraceOptions } from "./observing/tracing/trace-options.ts";
import { OpenStreams } from "./streams/open-streams.ts";
import { STREAM_SETTINGS, type StreamSettings } from "./streams/stream-settings.ts";

/** What a server takes, whether or not it has keys. */
export interface HouseOptions {
  /** Told of every fault of the server; the standard error stream unless given. */
  readonly log?: Log;
  /** Bytes that the body of a request may have: 1 MiB unless given. */
  readonly maxBodyBytes?: number;
  /** The most that one request may ask for, where that is not what it is unless given. */
  readonly requestLimits?: Partial<RequestLimits>;
  /** Told of every request that was answered, for the application's own logs and counts. */
  readonly onAnswered?: Observer;
  /** What spans are made of, where the application traces with OpenTelemetry. */
  readonly trace?: TraceOptions;
  /** How patient streams are with their clients, and how many there may be. */
  readonly streams?: Partial<StreamSettings>;
}

/** Whom a house is of. */
interface Parts {
  readonly relata: Relata;
  readonly access: Access;
  readonly keys?: Keys;
}

export interface OpenHouse {
  readonly house: House;
  /** Observes the engine no more, and waits for what is still counted of it. */
  readonly close: () => Promise<void>;
}

/** A house that observes its engine from now on. */
export function openHouse({ relata, access, keys }: Parts, options: HouseOptions): OpenHouse {
  const { log = logToConsole, maxBodyBytes = MAX_BODY_BYTES, requestLimits, onAnswered, trace = {} } = options;
  const streams = { ...STREAM_SETTINGS, ...options.streams };
  const metrics = createMetrics({ relata, log, ...(keys !== undefined && { keys }) });
  const unobserve = [relata.observe(metrics.onEvent), relata.observe(engineSpans(trace))];
  const house: House = {
    relata,
    access,
    maxBodyBytes,
    limits: { ...REQUEST_LIMITS, ...requestLimits },
    log,
    streams,
    openStreams: new OpenStreams(streams),
    metrics,
    observers: [metrics.onAnswered, ...(onAnswered === undefined ? [] : [onAnswered])],
    trace,
  };
  const close = async () => {
    for (const end of unobserve) end();
    await metrics.settled();
  };
  return { house, close };
}
