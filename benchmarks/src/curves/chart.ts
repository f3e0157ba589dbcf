import type { Unit } from "../reporting/figure.ts";

/** One line of a chart. */
export interface Series {
  readonly name: string;
  /** From left to right. */
  readonly points: readonly (readonly [x: number, y: number])[];
}

/** What a chart shows: both axes are logarithmic. */
export interface Chart {
  /** The file that it is drawn to, without its ending. */
  readonly name: string;
  readonly title: string;
  /** What is to be seen, for who cannot see it. */
  readonly about: string;
  readonly x: string;
  readonly y: string;
  readonly unit: Unit;
  readonly series: readonly Series[];
  /** A line that is to stay below, and what it says. */
  readonly goal?: { readonly value: number; readonly says: string };
}
