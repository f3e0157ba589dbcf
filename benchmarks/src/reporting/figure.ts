/** Units, and which way is better. */
export const UNITS = {
  ns: { isTime: true, isMoreBetter: false },
  µs: { isTime: true, isMoreBetter: false },
  ms: { isTime: true, isMoreBetter: false },
  s: { isTime: true, isMoreBetter: false },
  "/s": { isTime: true, isMoreBetter: true },
  "bytes/tuple": { isTime: false, isMoreBetter: false },
  MB: { isTime: false, isMoreBetter: false },
  "round trips": { isTime: false, isMoreBetter: false },
  writes: { isTime: false, isMoreBetter: false },
  bytes: { isTime: false, isMoreBetter: false },
  "×": { isTime: false, isMoreBetter: false },
  "× as many": { isTime: false, isMoreBetter: true },
} as const;

export type Unit = keyof typeof UNITS;

/** One number that was measured. Row, name and unit together are the same in every run, and there once. */
export interface Figure {
  /** What was done, and to which data. */
  readonly row: string;
  /** Who did it. The first of a row is what the others are compared with. */
  readonly by: string;
  /** A median, where it is of several. */
  readonly value: number;
  readonly unit: Unit;
  /** In the same unit: what all but one in a hundred took at the most. */
  readonly p99?: number | undefined;
  /** What it is to reach, on the machine that this was set for. */
  readonly goal?: number | undefined;
  /** Only for who reads the JSON: the table does not show it. */
  readonly isDetail?: boolean | undefined;
}

/** What was not measured, and why. */
export interface LeftOut {
  readonly what: string;
  readonly why: string;
}

/** All that one part found. */
export interface PartFound {
  readonly figures: readonly Figure[];
  readonly leftOut: readonly LeftOut[];
  /** Of the machine, while the part ran: what its times are compared with those of other runs by. */
  readonly yardstickNanos: number;
  readonly seconds: number;
  /** Why it came to no end. */
  readonly failure?: string;
}

/** Everything of one run, as JSON. */
export interface Report {
  readonly isQuick: boolean;
  readonly node: string;
  readonly machine: string;
  readonly parts: Readonly<Record<string, PartFound>>;
}

/** How well the figure meets its goal: 1 is just there, and more is better; undefined where it has none. */
export function reached({ value, unit, goal }: Figure): number | undefined {
  if (goal === undefined) return undefined;
  return UNITS[unit].isMoreBetter ? value / goal : goal / value;
}
