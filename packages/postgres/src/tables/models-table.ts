import { index, integer, primaryKey, text } from "drizzle-orm/pg-core";
import { bytes, number, type Naming } from "./columns.ts";

/** One row for each model that was applied; the last is the applied one. Rows are never changed. */
export function modelsTable({ table, named }: Naming) {
  return table(
    named("models"),
    {
      store: bytes("store").notNull(),
      /** From 1, without gaps: the exclusive lock of writes is held when a row is made. */
      number: integer("number").notNull(),
      hash: bytes("hash").notNull(),
      /** JSON. */
      model: text("model").notNull(),
      text: text("text"),
      message: text("message"),
      madeIn: number("made_in").notNull(),
    },
    (t) => [
      primaryKey({ name: named("models_pkey"), columns: [t.store, t.number] }),
      // Which model did this write apply?
      index(named("models_made")).on(t.store, t.madeIn),
    ],
  );
}
