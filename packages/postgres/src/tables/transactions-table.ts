import { isNotNull, isNull } from "drizzle-orm";
import { index, uniqueIndex } from "drizzle-orm/pg-core";
import { bytes, number, type Naming } from "./columns.ts";

/** One row for each committed write. */
export function transactionsTable({ table, named }: Naming) {
  return table(
    named("transactions"),
    {
      /** Given out before the commit: an order in which some may be missing, and appear later. */
      id: number("id").primaryKey().generatedAlwaysAsIdentity(),
      store: bytes("store").notNull(),
      /** The revision: one total order of all stores, without gaps. Null until the sequencer has numbered the write. */
      number: number("number"),
      /** Where its number comes in the order of those without one: given out when all its rows are written. */
      place: number("place"),
      /** Milliseconds since the epoch. */
      at: number("at").notNull(),
    },
    (t) => [
      // Which write has this number? Which number is the last?
      uniqueIndex(named("transactions_number")).on(t.number).where(isNotNull(t.number)),
      // Which writes of this store come after that number? Which stores are there?
      index(named("transactions_log")).on(t.store, t.number).where(isNotNull(t.number)),
      // Which writes above `settled` are not numbered yet? Of this store, or of any?
      index(named("transactions_unnumbered")).on(t.id, t.store).where(isNull(t.number)),
    ],
  );
}
