import { tablesIn } from "./tables.ts";

/** The tables where they are unless another schema is given: what drizzle-kit compares with the migrations. */
export const { database, transactions, tuples, attributes, models, idempotency } = tablesIn();
