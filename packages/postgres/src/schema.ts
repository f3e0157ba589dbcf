import { tablesIn } from "./tables.ts";

/** The tables where they are unless another schema is given: what drizzle-kit compares with the migrations. */
export const { store, transactions, tuples, attributes, models } = tablesIn();
