/** Steps that one evaluation may take: operations, elements visited, nested values read, and every 64 letters of text. */
export const MAX_STEPS = 100_000;

/** Levels that data and policies may nest: deep enough for any that people write, and far from the stack's end. */
export const MAX_DEPTH = 100;

/** Letters (UTF-16 code units) that one text may have, in data and in policies. */
export const MAX_TEXT = 100_000;

/** Thrown inside the evaluation only, and caught where it starts: the whole verdict is then the problem `budget`. */
export class OutOfSteps extends Error {}

/**
 * Counts the work of one evaluation. Operators visit all operands and all elements, whatever the first ones said, so
 * that neither the count nor the answer depends on their order.
 */
export class Meter {
  #left: number;

  constructor(spent = 0) {
    this.#left = MAX_STEPS - spent;
  }

  spend(steps: number): void {
    this.#left -= steps;
    if (this.#left < 0) throw new OutOfSteps();
  }

  spendText(length: number): void {
    this.spend(length >> 6);
  }
}
