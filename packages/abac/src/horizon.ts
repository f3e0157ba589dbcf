import { parseInstant, type Instant } from "@relata/model";
import type { Holds } from "./holds.ts";
import { Parsed } from "./values/parsed.ts";
import type { Result } from "./values/value.ts";

/**
 * How long one evaluation holds while nothing changes but `now`. A comparison of `now` with another value turns over at
 * one instant, which is known; any other read of `now` may turn over at once. Law: never late; it may be early.
 */
export class Horizon {
  readonly #now: Instant;
  #until: bigint | undefined;
  /** Reads of `now` that no comparison has accounted for. */
  #loose = 0;

  constructor(now: Instant) {
    this.#now = now;
  }

  /** Counts one read of `now`. */
  read(): void {
    this.#loose++;
  }

  /**
   * The read before was one side of a comparison with that value. What has no order beside an instant (unknown, or of
   * another type) fails or waits at any time. With the value on the left, `holds` is that of the operands turned round.
   */
  compared(other: Result, holds: Holds): void {
    this.#loose--;
    const at = instantOf(other);
    const edge = at === undefined ? undefined : this.#edge(at, holds);
    if (edge !== undefined && (this.#until === undefined || edge < this.#until)) this.#until = edge;
  }

  /** The instant before which only time changes nothing; the present where that is not known, absent where it is never. */
  until(): Instant | undefined {
    return this.#loose > 0 ? this.#now : (this.#until as Instant | undefined);
  }

  #edge(at: bigint, { less, same, more }: Holds): bigint | undefined {
    if (this.#now < at && less !== same) return at;
    return this.#now <= at && same !== more && at < LAST_NS ? at + 1n : undefined;
  }
}

/** The last nanosecond of the year 9999: no question is asked later. */
const LAST_NS = 253_402_300_799_999_999_999n;

function instantOf(value: Result): bigint | undefined {
  if (typeof value === "string") return parseInstant(value);
  return value instanceof Parsed && value.kind === "timestamp" ? value.value : undefined;
}
