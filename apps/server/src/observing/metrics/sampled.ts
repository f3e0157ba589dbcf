/** How a number is looked at. */
export interface SampledOptions {
  /** Milliseconds between two looks, at the least. */
  readonly everyMs: number;
  /** Told why a look failed. The last number stays, and grows older. */
  readonly onError: (error: unknown) => void;
}

/** A number that takes a while to have: whoever reads gets the last one at once, and a new look begins beside it where it is due. */
export class Sampled {
  readonly #sample: () => Promise<number | undefined>;
  readonly #options: SampledOptions;
  #looking: Promise<void> | undefined;
  #begunAt = -Infinity;
  #last: { readonly value: number; readonly at: number } | undefined;

  /** @param sample answers undefined where there is nothing to have a number of */
  constructor(sample: () => Promise<number | undefined>, options: SampledOptions) {
    this.#sample = sample;
    this.#options = options;
  }

  /** The last number; undefined before the first. */
  get value(): number | undefined {
    this.#lookWhereDue();
    return this.#last?.value;
  }

  /** How old it is. */
  get ageSeconds(): number | undefined {
    return this.#last === undefined ? undefined : (performance.now() - this.#last.at) / 1_000;
  }

  /** Waits for a look that is under way. */
  async settled(): Promise<void> {
    await this.#looking;
  }

  #lookWhereDue(): void {
    const now = performance.now();
    if (this.#looking !== undefined || now - this.#begunAt < this.#options.everyMs) return;
    this.#begunAt = now;
    this.#looking = this.#look().finally(() => (this.#looking = undefined));
  }

  async #look(): Promise<void> {
    try {
      const value = await this.#sample();
      this.#last = value === undefined ? undefined : { value, at: performance.now() };
    } catch (error) {
      this.#options.onError(error);
    }
  }
}
