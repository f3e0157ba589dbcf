import { sql } from "drizzle-orm";
import { check, integer } from "drizzle-orm/pg-core";
import { bytes, number, type Naming } from "./columns.ts";

/** One row: who this database is, so that a token of another is not taken for one of ours, and what it has forgotten. */
export function databaseTable({ table, named }: Naming) {
  return table(
    named("database"),
    {
      // Invariant: the only value is 1, so the primary key allows no second row.
      only: integer("only").primaryKey(),
      id: bytes("id").notNull(),
      /** The number of the oldest state that can still be read. */
      oldest: number("oldest").notNull().default(0),
      /** The highest id of which it is known that it is settled, and that its number is not above `oldest`, nor any id's below. */
      collected: number("collected").notNull().default(0),
      /** Up to this id, every transaction is decided, and numbered where it was committed: what has no number is above it. */
      settled: number("settled").notNull().default(0),
      /** Up to this number, nothing is left to collect. */
      swept: number("swept").notNull().default(0),
    },
    ({ only }) => [check(named("database_only"), sql`${only} = 1`)],
  );
}
