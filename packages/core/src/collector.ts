import { Failure } from "@relata/model";
import type { Collected, Store } from "@relata/store";
import { toPageLimit } from "./bulk/page-input.ts";

/** How much history is kept, and who forgets the rest. */
export interface HistoryOptions {
  /** How long states can be read exactly, and watched from: seven days unless given. `Infinity` forgets nothing. */
  readonly retentionMs?: number;
  /** False where only `collectGarbage` is to forget. True unless given. */
  readonly automatic?: boolean;
  /** Told what failed in the background. Nothing else is: the next attempt is made ten minutes later. */
  readonly onError?: (error: unknown) => void;
}

/** What to forget. */
export interface CollectInput {
  /** States that ended before may go: a `Date`, or milliseconds since the epoch. What is older than kept, unless given. */
  readonly before?: Date | number;
  /** Rows that one transaction deletes: 1,000 unless given. */
  readonly batch?: number;
}

const WEEK_MS = 7 * 24 * 60 * 60_000;
const PAUSE_MS = 10 * 60_000;

/** Why a delay: what a write begins, and a process that only writes and ends, comes first. */
const DELAY_MS = 10_000;

/** Forgets history that nobody needs, for all stores of a database: on demand, and in the background after writes. */
export class Collector {
  readonly #store: Store;
  readonly #clock: () => number;
  readonly #retentionMs: number;
  readonly #isAutomatic: boolean;
  readonly #onError: (error: unknown) => void;
  #begun = -Infinity;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #running: Promise<void> = Promise.resolve();

  /** @throws Failure `invalid_question` for a retention that is none */
  constructor(store: Store, clock: () => number, options: HistoryOptions = {}) {
    const { retentionMs = WEEK_MS, automatic = true, onError = () => undefined } = options;
    if (typeof retentionMs !== "number" || !(retentionMs >= 0)) {
      throw new Failure("invalid_question", "`retentionMs` is a number of milliseconds, from 0 on");
    }
    this.#store = store;
    this.#clock = clock;
    this.#retentionMs = retentionMs;
    this.#isAutomatic = automatic && retentionMs !== Infinity;
    this.#onError = onError;
  }

  /** @throws Failure as the store has, and `invalid_question` */
  async collect({ before, batch }: CollectInput = {}): Promise<Collected> {
    const ms = before === undefined ? this.#clock() - this.#retentionMs : Number(before);
    if (before !== undefined && !Number.isFinite(ms)) {
      throw new Failure("invalid_question", "`before` is a `Date`, or a number of milliseconds since the epoch");
    }
    // Nothing was written before the epoch.
    return this.#store.collectGarbage({
      before: Math.max(0, ms),
      ...(batch !== undefined && { batch: toPageLimit(batch, "batch") }),
    });
  }

  /** Collects in the background, at most once in ten minutes. Never throws. */
  afterWrite(): void {
    const now = this.#clock();
    if (!this.#isAutomatic || this.#timer !== undefined || now - this.#begun < PAUSE_MS) return;
    this.#begun = now;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#running = this.#try();
    }, DELAY_MS);
    // Why: a process that has nothing else to do may end.
    this.#timer.unref();
  }

  /** Ends with what is under way. */
  async stop(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    await this.#running;
  }

  async #try(): Promise<void> {
    try {
      await this.collect();
    } catch (error) {
      this.#onError(error);
    }
  }
}
