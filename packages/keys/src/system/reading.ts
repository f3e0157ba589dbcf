import { instantFromMs, inWindow, nextEdge, type Tuple } from "@relata/model";

const NS_PER_MS = 1_000_000n;

/** The moment at which tuples are read, and until when time alone would let them be read alike. */
export class Reading {
  /** Milliseconds since the epoch. */
  readonly now: number;
  #until = Infinity;

  constructor(now: number) {
    this.now = now;
  }

  /** The next edge of a window, of all tuples that were looked at; `Infinity` where there is none. */
  get until(): number {
    return this.#until;
  }

  /** Whether the tuple is there at that moment. */
  isLive(tuple: Tuple): boolean {
    const now = instantFromMs(this.now);
    const edge = nextEdge(tuple, now);
    if (edge !== undefined) this.#until = Math.min(this.#until, Number(edge / NS_PER_MS));
    return inWindow(tuple, now);
  }
}
