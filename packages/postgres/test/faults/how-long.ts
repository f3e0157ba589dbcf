import fc from "fast-check";

/** The long suite does the same, more often and for longer. */
export const isLong = process.env["RELATA_LONG"] === "1";

/** So many whole numbers from `min` to `max`, of the seed of the run. */
export const chosen = (count: number, min: number, max: number): readonly number[] =>
  fc.sample(fc.integer({ min, max }), count);
