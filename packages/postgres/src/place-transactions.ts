import { sql, type SQL } from "drizzle-orm";
import { literal } from "./literal.ts";
import type { Tables, TablesOptions } from "./tables.ts";

/** A table by its name, as text of a statement. */
export function nameOfTransactions({ schema, prefix }: Required<TablesOptions>): SQL {
  const quoted = [schema, `${prefix}transactions`].map((name) => `"${name.replaceAll('"', '""')}"`);
  return literal(quoted.join("."));
}

/**
 * Gives transactions their place in the order of numbers: once all their rows are written, and so locked, and before the commit.
 * Those that have one, as what a repeated write names, keep it.
 *
 * Why not by id: that is given out before. Of two writes of one key the one with the lower id may come to it last, where the
 * tuple was made and ended again meanwhile: the log would tell of a tuple that is made twice, and the state right after its
 * end would hold it.
 */
export function placeTransactions(
  transactions: Tables["transactions"],
  place: Required<TablesOptions>,
  ids: readonly number[],
): SQL {
  const list = sql.raw(ids.map(String).join(", "));
  return sql`
  update ${transactions} set place = nextval(pg_get_serial_sequence(${nameOfTransactions(place)}, 'id'))
  where id in (${list}) and place is null`;
}
