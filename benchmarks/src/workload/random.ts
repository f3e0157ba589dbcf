/** Random numbers that a seed decides: the same on every machine. (Mulberry32.) */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed | 0;
  }

  /** A whole number from 0 on, below `end`. */
  below(end: number): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * end);
  }

  /** Whether it happens, once in so many times. */
  onceIn(times: number): boolean {
    return this.below(times) === 0;
  }

  /** One of the values; undefined where there are none. */
  pick<T>(values: ArrayLike<T>): T | undefined {
    return values.length === 0 ? undefined : values[this.below(values.length)];
  }

  /** The values in another order. */
  shuffled<T>(values: readonly T[]): readonly T[] {
    const mixed = [...values];
    for (let at = mixed.length - 1; at > 0; at--) {
      const other = this.below(at + 1);
      [mixed[at], mixed[other]] = [mixed[other] as T, mixed[at] as T];
    }
    return mixed;
  }
}
