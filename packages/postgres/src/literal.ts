import { sql, type SQL } from "drizzle-orm";

/** Text as SQL without parameters, for statements that are sent in one message; whatever the server makes of backslashes. */
export function literal(text: string): SQL {
  return sql.raw(`E'${text.replaceAll("\\", "\\\\").replaceAll("'", "''")}'`);
}
