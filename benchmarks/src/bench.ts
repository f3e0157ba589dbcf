import type { Figure, LeftOut } from "./reporting/figure.ts";

/** What a part is given: how much it shall do, and where it puts what it finds. */
export interface Bench {
  /** A small run: seconds, sizes S, and figures that say little. */
  readonly isQuick: boolean;
  /** Where data is kept from one part to the next. */
  readonly folder: string;
  /** Where charts are drawn to; undefined where none are wanted. */
  readonly drawsInto: string | undefined;
  /** Tells who waits what is being done. */
  readonly say: (doing: string) => void;
  readonly add: (figure: Figure) => void;
  readonly leaveOut: (left: LeftOut) => void;
}

/** One part of the whole, which runs in a process of its own. */
export interface Part {
  readonly about: string;
  /** Asserts what it measures, before and while it does. */
  readonly run: (bench: Bench) => Promise<void>;
}
