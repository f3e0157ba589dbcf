import { index, integer, primaryKey } from "drizzle-orm/pg-core";
import { bytes, number, type Naming } from "./columns.ts";

/** One row for each write that was named, with its outcome. */
export function idempotencyTable({ table, named }: Naming) {
  return table(
    named("idempotency"),
    {
      store: bytes("store").notNull(),
      key: bytes("key").notNull(),
      /** SHA-256 of the changes in canonical form, in hexadecimal digits. */
      hash: bytes("hash").notNull(),
      transaction: number("transaction").notNull(),
      written: integer("written").notNull(),
      deleted: integer("deleted").notNull(),
    },
    (t) => [
      primaryKey({ name: named("idempotency_pkey"), columns: [t.store, t.key] }),
      // Which key did this write have?
      index(named("idempotency_transaction")).on(t.store, t.transaction),
    ],
  );
}
