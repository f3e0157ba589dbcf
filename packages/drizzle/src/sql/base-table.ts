import { sql, type SQL, type Table } from "drizzle-orm";

/** What drizzle keeps of a table; not in its types. */
const NAME = Symbol.for("drizzle:Name");
const ORIGINAL_NAME = Symbol.for("drizzle:OriginalName");
const SCHEMA = Symbol.for("drizzle:Schema");
const IS_ALIAS = Symbol.for("drizzle:IsAlias");

interface TableInside {
  readonly [key: symbol]: unknown;
}

/** The table as it stands behind `from`, under the name by which its columns are called. */
export function baseTable(table: Table): SQL {
  const inside = table as unknown as TableInside;
  const schema = inside[SCHEMA];
  const original = sql.identifier(String(inside[ORIGINAL_NAME]));
  const whole = typeof schema === "string" ? sql`${sql.identifier(schema)}.${original}` : sql`${original}`;
  return inside[IS_ALIAS] === true ? sql`${whole} as ${sql.identifier(String(inside[NAME]))}` : whole;
}
