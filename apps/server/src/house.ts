import type { Relata } from "@relata/core";
import type { createExchange, createIntrospection, Keys, KeyStore, SigningKeys } from "@relata/keys";
import type { Access } from "./access/access.ts";
import type { RequestLimits } from "./limits.ts";
import type { Log } from "./log.ts";
import type { Observer } from "./observing/answered.ts";
import type { Metrics } from "./observing/metrics/metrics.ts";
import type { TraceOptions } from "./observing/tracing/trace-options.ts";
import type { OpenStreams } from "./streams/open-streams.ts";
import type { StreamSettings } from "./streams/stream-settings.ts";

/** Tokens: who makes them, and who signs them. */
export interface Issuer {
  readonly exchange: ReturnType<typeof createExchange>;
  readonly introspect: ReturnType<typeof createIntrospection>;
  readonly signing: SigningKeys;
  /** The `iss` of tokens: the address of this server, as clients know it. */
  readonly issuer: string;
  readonly audiences: readonly [string, ...string[]];
}

/** What routes call, and who decides who may call them. */
export interface House {
  readonly relata: Relata;
  readonly access: Access;
  readonly maxBodyBytes: number;
  readonly limits: RequestLimits;
  readonly log: Log;
  readonly streams: StreamSettings;
  readonly openStreams: OpenStreams;
  readonly metrics: Metrics;
  /** Told of every request. */
  readonly observers: readonly Observer[];
  readonly trace: TraceOptions;
}

/** The same where there are keys. */
export interface KeyedHouse extends House {
  readonly keys: Keys;
  readonly keyStore: KeyStore;
  /** Absent where keys are not exchanged. */
  readonly issuer?: Issuer;
}

/** A house where keys are exchanged. */
export interface IssuingHouse extends KeyedHouse {
  readonly issuer: Issuer;
}
