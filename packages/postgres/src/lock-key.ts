import { sql, type SQL } from "drizzle-orm";

/** The key of an advisory lock, as SQL without parameters. Of each schema its own: a database may hold several stores. */
export function lockKey(purpose: "migrate" | "number", schema: string): SQL {
  const text = `relata ${purpose} ${schema}`.replaceAll("'", "''");
  return sql.raw(`hashtextextended('${text}', 0)`);
}
