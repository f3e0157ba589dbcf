import { sql, type SQL } from "drizzle-orm";
import { ASK_THE_ENGINE, notExpressible } from "../not-expressible.ts";

/** The most tables that one expression may name: one that is larger is refused, not planned for seconds. */
const MOST = 400;

/** Names for the tables of one expression, none of which an application's own table is likely to have. */
export class Aliases {
  readonly #prefix: string;
  #count = 0;

  constructor(prefix = "relata_") {
    this.#prefix = prefix;
  }

  /** @throws Failure `not_expressible` where there would be too many */
  next(): SQL {
    this.#count += 1;
    if (this.#count > MOST)
      throw notExpressible(`the permission comes to more than ${MOST} look-ups`, `simplify it, or ${ASK_THE_ENGINE}`);
    return sql.raw(`${this.#prefix}${this.#count}`);
  }
}
