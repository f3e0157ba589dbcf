import { Failure, type Instant, type ModelIndex } from "@relata/model";
import type { Store } from "@relata/store";
import { toFilter, type FilterInput } from "../filter-input.ts";
import { Alarm } from "./alarm.ts";
import { Teller } from "./teller.ts";
import type { WatchEvent } from "./watch-event.ts";
import { WatchFilter } from "./watch-filter.ts";
import { checkAfter, startOf, type WatchStart } from "./watch-start.ts";

/** What to watch. */
export interface WatchInput<Filters = readonly FilterInput[]> {
  /** The cursor of the last event that was done with, or a consistency token. The present state unless given. */
  readonly after?: string;
  /** Only changes and windows that one of these matches, before the change or after it. Models are always told. */
  readonly filters?: Filters;
  /** Ends the watch, quietly. */
  readonly signal?: AbortSignal;
  /** After so many milliseconds in which nothing was to be told, a checkpoint is: 15,000 unless given. */
  readonly heartbeatMs?: number;
}

/** What is watched, by whom. */
export interface WatchedStore {
  readonly store: Store;
  readonly index: ModelIndex;
  readonly now: () => Instant;
  /** Watches that are open: rung when the engine is closed, so that they see it. */
  readonly watches: Set<Alarm>;
}

const HEARTBEAT_MS = 15_000;

/** What a timer can wait for. */
const MAX_HEARTBEAT_MS = 2 ** 31 - 1;

/**
 * The events of one watch, once. From the first event that is asked for until `return` it holds a listener, and a timer while
 * somebody waits.
 */
export class Watch implements AsyncIterableIterator<WatchEvent> {
  readonly #watched: WatchedStore;
  readonly #filter: WatchFilter;
  readonly #heartbeatMs: number;
  readonly #signal: AbortSignal | undefined;
  readonly #start: Promise<WatchStart>;
  readonly #events: AsyncGenerator<WatchEvent>;
  readonly #alarm = new Alarm();
  #teller: Teller | undefined;

  /** @throws Failure `invalid_question`, `invalid_consistency_token`, `invalid_cursor`, and as `toFilter` */
  constructor(watched: WatchedStore, { after, filters, signal, heartbeatMs = HEARTBEAT_MS }: WatchInput) {
    checkAfter(after);
    this.#watched = watched;
    this.#filter = new WatchFilter(toFilters(watched.index, filters));
    this.#heartbeatMs = toHeartbeat(heartbeatMs);
    this.#signal = signal;
    // Why at once: a watch without `after` begins where it was called, not where its first event is asked for.
    this.#start = startOf(watched.store, after, watched.now);
    this.#start.catch(() => undefined);
    this.#events = this.#tell();
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  /** The number of the newest revision that it is past, told or let through by no filter; none before its first event. */
  get revision(): number | undefined {
    return this.#teller?.number;
  }

  async next(): Promise<IteratorResult<WatchEvent, undefined>> {
    if (this.#signal?.aborted === true) await this.return();
    return this.#events.next();
  }

  /** Ends the watch and frees what it holds, also while an event is being waited for. */
  async return(): Promise<IteratorResult<WatchEvent, undefined>> {
    this.#alarm.turnOff();
    return this.#events.return(undefined);
  }

  async *#tell(): AsyncGenerator<WatchEvent, undefined> {
    const { watches, store, now } = this.#watched;
    const alarm = this.#alarm;
    const end = (): void => alarm.turnOff();
    const unlisten = store.log.listen(() => alarm.ring());
    watches.add(alarm);
    this.#signal?.addEventListener("abort", end);
    try {
      const { place, storeId, isResumed } = await this.#start;
      const watched = { log: store.log, storeId, now, filter: this.#filter, heartbeatMs: this.#heartbeatMs, alarm };
      const teller = (this.#teller = new Teller(watched, place));
      if (!isResumed) yield teller.checkpoint();
      yield* teller.events();
    } finally {
      unlisten();
      watches.delete(alarm);
      this.#signal?.removeEventListener("abort", end);
    }
    return undefined;
  }
}

/** @throws Failure `invalid_question` for an empty list: it would let nothing through */
function toFilters(index: ModelIndex, filters: readonly FilterInput[] | undefined) {
  if (filters === undefined) return [];
  if (!Array.isArray(filters) || filters.length === 0) {
    throw new Failure(
      "invalid_question",
      "`filters` is a list of at least one filter: leave it out to be told everything",
    );
  }
  return filters.map((filter) => toFilter(index, filter, "invalid_question"));
}

function toHeartbeat(ms: number): number {
  if (typeof ms === "number" && ms >= 1 && ms <= MAX_HEARTBEAT_MS) return ms;
  throw new Failure("invalid_question", `\`heartbeatMs\` is a number of milliseconds, from 1 to ${MAX_HEARTBEAT_MS}`);
}
