/**
 * Shares what is looked up: whoever asks waits for a look that has not begun yet, and so sees all that was there when it asked. However many
 * ask, one look is under way, and one waits for it.
 */
export class Looks<T> {
  readonly #look: () => T | Promise<T>;
  #running: Promise<unknown> = Promise.resolve();
  #next: Promise<T> | undefined;

  /** @param look never fails */
  constructor(look: () => T | Promise<T>) {
    this.#look = look;
  }

  next(): Promise<T> {
    if (this.#next !== undefined) return this.#next;
    const next = this.#running.then(() => {
      this.#next = undefined;
      return this.#look();
    });
    this.#running = next;
    this.#next = next;
    return next;
  }
}
