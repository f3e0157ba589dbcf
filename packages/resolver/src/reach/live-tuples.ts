import { admits, earlier, inWindow, nextEdge, type Instant, type ModelIndex, type Tuple } from "@relata/model";
import { PENDING, type Pending } from "../graph.ts";

/**
 * Which tuples there are at an instant: in their window, and admitted by the model. It notes when that first changes for one
 * that was asked about, so that a walk knows how long it would be the same.
 */
export class LiveTuples {
  readonly index: ModelIndex;
  readonly #now: Instant;
  #until: Instant | undefined;

  constructor(index: ModelIndex, now: Instant) {
    this.index = index;
    this.#now = now;
  }

  /** The first edge ahead of a window that was met. */
  get until(): Instant | undefined {
    return this.#until;
  }

  /** Notes what was learnt elsewhere. */
  note(until: Instant | undefined): void {
    this.#until = earlier(this.#until, until);
  }

  /** Of an answer of a graph; none while it waits. */
  among(tuples: readonly Tuple[] | Pending): readonly Tuple[] {
    return tuples === PENDING ? [] : tuples.filter((tuple) => this.#isLive(tuple));
  }

  #isLive(tuple: Tuple): boolean {
    if (!admits(this.index, tuple)) return false;
    if (tuple.from === undefined && tuple.until === undefined) return true;
    this.note(nextEdge(tuple, this.#now));
    return inWindow(tuple, this.#now);
  }
}
