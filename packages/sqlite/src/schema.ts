import { tablesIn } from "./tables.ts";

export { tablesIn, type TablesOptions } from "./tables.ts";

/** The tables as they are named unless another prefix is given: what drizzle-kit compares with the migrations. */
export const { database, transactions, tuples, attributes, models, idempotency } = tablesIn();
