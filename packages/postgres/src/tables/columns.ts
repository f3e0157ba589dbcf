import { isNotNull, sql, type SQLWrapper } from "drizzle-orm";
import { bigint, customType, index, type PgColumn, type PgTableFn } from "drizzle-orm/pg-core";

/** How tables are made and named. */
export interface Naming {
  readonly table: PgTableFn<string | undefined>;
  /** The name with the prefix. */
  readonly named: (name: string) => string;
}

/** Text whose order and equality are those of its bytes, whatever the database's own collation says of letters. */
export const bytes = customType<{ data: string }>({ dataType: () => 'text COLLATE "C"' });

export const number = (name: string) => bigint(name, { mode: "number" });

/** The transactions that made and ended a row. */
export const life = () => ({ madeIn: number("made_in").notNull(), endedIn: number("ended_in") });

/** What is asked of the log, of tuples and attributes alike. */
export function logIndexes(
  named: (name: string) => string,
  { store, madeIn, endedIn }: Record<"store" | "madeIn" | "endedIn", PgColumn>,
) {
  return [
    // What did this write make?
    index(named("made")).on(store, madeIn),
    // What did it end?
    index(named("ended")).on(store, endedIn).where(isNotNull(endedIn)),
  ];
}

/** An instant as text that sorts by time: with its `Z`, a whole second would come after its own fractions. */
export function inOrder(instant: SQLWrapper) {
  return sql`rtrim(${instant}, 'Z')`;
}
