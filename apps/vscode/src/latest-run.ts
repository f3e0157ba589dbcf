/**
 * Work that is begun again and again for the same thing, as somebody types: it waits until nothing new has come for a
 * while, and one that is still at work is ended when the next begins.
 */
export class LatestRun<Key> {
  readonly #delayMs: number;
  readonly #waiting = new Map<Key, AbortController>();

  constructor(delayMs: number) {
    this.#delayMs = delayMs;
  }

  /** Begins the work after the delay, unless other work with the same key comes before. */
  start(key: Key, work: (signal: AbortSignal) => Promise<void>): void {
    this.cancel(key);
    const controller = new AbortController();
    this.#waiting.set(key, controller);
    const timer = setTimeout(() => {
      void work(controller.signal).finally(() => {
        if (this.#waiting.get(key) === controller) this.#waiting.delete(key);
      });
    }, this.#delayMs);
    controller.signal.addEventListener("abort", () => clearTimeout(timer));
  }

  /** Ends what waits or works with that key. */
  cancel(key: Key): void {
    this.#waiting.get(key)?.abort();
    this.#waiting.delete(key);
  }

  /** Ends everything. */
  dispose(): void {
    for (const key of this.#waiting.keys()) this.cancel(key);
  }
}
