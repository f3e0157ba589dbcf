import { pgSchema, pgTable, text } from "drizzle-orm/pg-core";
import { tablesIn } from "@relata/postgres/schema";

/** The tables of an application: its own, and those of relata in a schema and with a prefix of its choice. */
export const documents = pgTable("documents", {
  id: text("id").primaryKey(),
  title: text("title").notNull(),
});

export const authz = pgSchema("authz");

export const { database, transactions, tuples, attributes, models, idempotency } = tablesIn({
  schema: "authz",
  prefix: "app_",
});
