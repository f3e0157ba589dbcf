import { sql, type SQL } from "drizzle-orm";
import { literal } from "./literal.ts";
import type { TablesOptions } from "./tables/tables.ts";

/** The key of an advisory lock, as SQL without parameters: of each set of tables its own, because one database may hold several. */
export function lockKey(purpose: "migrate" | "number" | "collect", { schema, prefix }: Required<TablesOptions>): SQL {
  return sql`hashtextextended(${literal(`relata ${purpose} ${schema} ${prefix}`)}, 0)`;
}
