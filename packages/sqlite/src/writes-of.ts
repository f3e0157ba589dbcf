import { getTableName, sql, type SQL } from "drizzle-orm";
import type { Tables } from "./tables.ts";

/**
 * The table of transactions, as `t`, for a query of one store in the order of ids. The index is named, because SQLite, once it
 * has statistics, would rather walk over the ids of all stores, and a store may have written last long ago.
 */
export function writesOf({ transactions }: Tables): SQL {
  return sql`${transactions} t indexed by ${sql.identifier(`${getTableName(transactions)}_log`)}`;
}
