import { sql, type SQL } from "drizzle-orm";

/** What is true or false of a row, and never NULL; known ahead where no row need be looked at. */
export type Condition = SQL | boolean;

/** All of them, those that cost least first. */
export function every(...conditions: readonly Condition[]): Condition {
  if (conditions.includes(false)) return false;
  return joined(conditions, " and ", true);
}

export function either(...conditions: readonly Condition[]): Condition {
  if (conditions.includes(true)) return true;
  return joined(conditions, " or ", false);
}

export function isNot(condition: Condition): Condition {
  return typeof condition === "boolean" ? !condition : sql`not ${condition}`;
}

/** As it stands in a statement. */
export function written(condition: Condition): SQL {
  return typeof condition === "boolean" ? sql.raw(String(condition)) : condition;
}

function joined(conditions: readonly Condition[], word: " and " | " or ", nothing: boolean): Condition {
  const open = conditions.filter((condition) => typeof condition !== "boolean");
  return halves(open, word) ?? nothing;
}

/** In halves of halves, and in their order. Why: SQLite counts how deep an expression is, and a row of fifty is fifty deep. */
function halves(of: readonly SQL[], word: string): SQL | undefined {
  if (of.length < 2) return of[0];
  const middle = of.length >> 1;
  return sql`(${halves(of.slice(0, middle), word)}${sql.raw(word)}${halves(of.slice(middle), word)})`;
}
