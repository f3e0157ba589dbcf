import { sql, type SQL } from "drizzle-orm";

/**
 * From which rows `t` a state is read: one condition for each part of the table that indexes of its own lead to. Live rows;
 * or, as of a number, those that were made up to it and are live, or ended after it. Ids are in the order of commits, so
 * that no row of a transaction need be looked at.
 *
 * Why the `+`: it keeps SQLite from the indexes of the log, which would lead to all that was ever made or ended.
 */
export function held(at?: SQL | number): readonly SQL[] {
  if (at === undefined) return [sql`t.ended_in is null`];
  return [
    sql`t.ended_in is null and +t.made_in <= ${at}`,
    sql`t.ended_in is not null and +t.ended_in > ${at} and +t.made_in <= ${at}`,
  ];
}

/** A select for each part, as one. */
export function fromEach<Row>(parts: readonly SQL[], select: (isHeld: SQL) => SQL<Row>): SQL<Row> {
  return sql<Row>`${sql.join(parts.map(select), sql.raw(" union all "))}`;
}
