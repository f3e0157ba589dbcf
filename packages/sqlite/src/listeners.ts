/** How often it is looked whether another connection has written, while somebody listens. */
const POLL_MS = 100;

/**
 * Those who want to know when the log has grown. What this database wrote they are told when the code that wrote is done;
 * what other connections wrote, this process's or another's, within 100 ms of the commit.
 */
export class Listeners {
  readonly #version: () => unknown;
  readonly #wakes = new Set<{ readonly wake: () => void }>();
  #seen: unknown;
  #timer: NodeJS.Timeout | undefined;
  #isTelling = false;
  #isClosed = false;

  /** `version` answers another value once another connection has committed. */
  constructor(version: () => unknown) {
    this.#version = version;
  }

  /** Answers how to stop. Keeps the process alive until then: somebody waits for what comes. */
  add(wake: () => void): () => void {
    const listener = { wake };
    if (!this.#isClosed) {
      this.#wakes.add(listener);
      this.#seen ??= this.#look();
      this.#timer ??= setInterval(() => this.#poll(), POLL_MS);
    }
    return () => {
      this.#wakes.delete(listener);
      if (this.#wakes.size === 0) this.#stop();
    };
  }

  /** Later, so that a writer neither waits for those who listen nor fails with them; and once for all that is written till then. */
  tell(): void {
    if (this.#isTelling || this.#wakes.size === 0) return;
    this.#isTelling = true;
    queueMicrotask(() => {
      this.#isTelling = false;
      this.#wakeAll();
    });
  }

  close(): void {
    this.#isClosed = true;
    this.#wakes.clear();
    this.#stop();
  }

  #poll(): void {
    const version = this.#look();
    if (version === undefined || version === this.#seen) return;
    this.#seen = version;
    this.#wakeAll();
  }

  /** Undefined where the file does not answer now: the next look may find it. */
  #look(): unknown {
    try {
      return this.#version();
    } catch {
      return undefined;
    }
  }

  #wakeAll(): void {
    for (const listener of this.#wakes) listener.wake();
  }

  #stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#seen = undefined;
  }
}
