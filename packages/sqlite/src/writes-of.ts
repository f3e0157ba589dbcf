import { sql, type SQL } from "drizzle-orm";
import { indexedBy } from "./indexed-by.ts";
import type { Tables } from "./tables.ts";

/** The table of transactions, as `t`, for a query of one store in the order of ids: it may have written last long ago. */
export function writesOf({ transactions }: Tables): SQL {
  return sql`${transactions} t ${indexedBy(transactions, "log")}`;
}
