import { setTimeout as sleep } from "node:timers/promises";

/**
 * After a run, the sequencer rests so many times as long as it took: so it takes a tenth of a connection, whatever the
 * machine and however many write.
 */
const REST = 9;

/** It never rests longer: so soon a committed write is in the log, and others know of it, where all is well. */
const MAX_REST_MS = 20;

interface Waiter {
  readonly resolve: () => void;
  readonly reject: (reason: unknown) => void;
}

/**
 * Numbers committed writes beside them: no write waits for it. Every run does all that is to be done, also what other
 * processes left, so that one that dies in between leaves nothing behind for good.
 */
export class Sequencer {
  readonly #number: () => Promise<unknown>;
  readonly #closing = new AbortController();
  #work: Promise<void> | undefined;
  #isTold = false;
  #waiters: Waiter[] = [];

  /** `number` numbers all that was committed before it is called. */
  constructor(number: () => Promise<unknown>) {
    this.#number = number;
  }

  /** Says that a write was committed: it is numbered soon. Many that are said meanwhile need one run. */
  tell(): void {
    this.#isTold = true;
    this.#work ??= this.#workOff();
  }

  /** Once what was committed before the call has been numbered: not sooner than it would be anyway. */
  told(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiters.push({ resolve, reject });
      this.tell();
    });
  }

  /** Does what it has been told, without rest. */
  async settle(): Promise<void> {
    this.#closing.abort();
    await this.#work;
  }

  async #workOff(): Promise<void> {
    while (this.#isTold) {
      this.#isTold = false;
      const start = performance.now();
      await this.#runOnce();
      const restMs = Math.min(MAX_REST_MS, REST * (performance.now() - start));
      await sleep(restMs, undefined, { signal: this.#closing.signal }).catch(() => undefined);
    }
    // Why here and at once: what is told later begins anew.
    this.#work = undefined;
  }

  async #runOnce(): Promise<void> {
    const waiters = this.#waiters;
    this.#waiters = [];
    try {
      await this.#number();
      for (const { resolve } of waiters) resolve();
    } catch (error) {
      // Nobody else is told: the writes are committed. What has no number now gets it with the next run, whoever's that is.
      for (const { reject } of waiters) reject(error);
    }
  }
}
