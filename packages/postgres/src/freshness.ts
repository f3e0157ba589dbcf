import type { OwnWrites } from "./own-writes.ts";

/** A number, and a moment such that every write acknowledged before it has that number or a lower one. */
interface Mark {
  readonly reached: number;
  readonly at: number;
}

/**
 * What a replica must have so that it is not further behind than the bound. It is found by asking the server that is written
 * to now and then, while somebody wants to know: by numbers and not by clocks, which two servers do not share, nor by the age
 * of what was replayed last, which grows where nobody writes.
 */
export class Freshness {
  readonly #lagMs: number;
  readonly #own: OwnWrites;
  readonly #look: () => Promise<number>;
  #mark: Mark | undefined;
  #isLooking = false;

  /** `look` numbers what was committed, and answers the newest number. */
  constructor(lagMs: number, own: OwnWrites, look: () => Promise<number>) {
    this.#lagMs = lagMs;
    this.#own = own;
    this.#look = look;
  }

  /** The number that a replica must have reached; none where it is not known, and then it will be soon. */
  reached(): number | undefined {
    const age = this.#mark === undefined ? Infinity : performance.now() - this.#mark.at;
    if (age > this.#lagMs / 2 && !this.#isLooking) void this.#renew();
    return age > this.#lagMs ? undefined : this.#mark?.reached;
  }

  async #renew(): Promise<void> {
    this.#isLooking = true;
    const at = performance.now();
    try {
      const reached = await this.#look();
      this.#mark = { at, reached };
      this.#own.forget(reached);
    } catch {
      // The mark that is there grows too old, and then the server itself is asked, which says what is wrong.
    } finally {
      this.#isLooking = false;
    }
  }
}
