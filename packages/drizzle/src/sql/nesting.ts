import { ASK_THE_ENGINE, notExpressible } from "../not-expressible.ts";

/**
 * The most look-ups that one expression may hold inside one another, walks of cycles among them. Why: SQLite takes expressions of a depth of
 * 1,000 and no more, and what holds others counts again with each.
 */
const DEEPEST = 12;

/** How deep look-ups stand in one another while an expression is written. */
export class Nesting {
  #depth = 0;

  /** @throws Failure `not_expressible` where that would be too deep */
  within<T>(write: () => T): T {
    if (this.#depth === DEEPEST)
      throw notExpressible(
        `the permission leads through more than ${DEEPEST} look-ups inside one another`,
        `shorten the way, or ${ASK_THE_ENGINE}`,
      );
    this.#depth++;
    const written = write();
    this.#depth--;
    return written;
  }
}
