import { admits, earlier, inWindow, nextEdge, type Instant, type ModelIndex, type Tuple } from "@relata/model";

/** The instant of a walk, and until when time alone would not have changed what it met. */
export class Moment {
  readonly #index: ModelIndex;
  readonly #now: Instant;
  #until: Instant | undefined;

  constructor(index: ModelIndex, now: Instant) {
    this.#index = index;
    this.#now = now;
  }

  /** The first edge ahead of the windows that were looked at; undefined where there is none. */
  get until(): Instant | undefined {
    return this.#until;
  }

  /** Whether there is such a tuple: the model admits it, and it is within its window. */
  exists(tuple: Tuple): boolean {
    if (!admits(this.#index, tuple)) return false;
    this.#until = earlier(this.#until, nextEdge(tuple, this.#now));
    return inWindow(tuple, this.#now);
  }
}
