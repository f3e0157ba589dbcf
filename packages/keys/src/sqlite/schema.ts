import { keyTablesIn } from "./tables.ts";

/** The tables as they are named unless another prefix is given: what drizzle-kit compares with the migrations. */
export const { keys, secrets, audit, signingKeys, limits } = keyTablesIn();
