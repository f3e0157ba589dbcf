/**
 * Looks at something that changes, for many at once: whoever asks is answered by a look that began after they asked. Who comes while
 * one is under way shares the next.
 */
export class SharedLook<T> {
  readonly #look: () => Promise<T>;
  #underWay: Promise<unknown> | undefined;
  #next: Promise<T> | undefined;

  constructor(look: () => Promise<T>) {
    this.#look = look;
  }

  /** @throws whatever the look throws */
  take(): Promise<T> {
    if (this.#underWay === undefined) return this.#begin();
    this.#next ??= this.#underWay.then(() => {
      this.#next = undefined;
      return this.#begin();
    });
    return this.#next;
  }

  #begin(): Promise<T> {
    const look = this.#look();
    const over = (): void => {
      if (this.#underWay === settled) this.#underWay = undefined;
    };
    const settled: Promise<unknown> = look.then(over, over);
    this.#underWay = settled;
    return look;
  }
}
