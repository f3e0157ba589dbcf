import { sql, type SQL } from "drizzle-orm";
import type { AttributeRow } from "./contents.ts";
import type { Connection } from "./connection.ts";
import type { Tables } from "./tables.ts";
import { tupleColumns, type TupleRow } from "./tuple-row.ts";

export type LogStatements = ReturnType<typeof logStatements>;

/** What one write of a store made and ended: prepared statements of its store and its number. */
export function logStatements(connection: Connection, { transactions, tuples, attributes, models }: Tables) {
  const tuplesBy = (column: SQL) =>
    connection.prepareLists(
      sql<TupleRow>`select ${tupleColumns} from ${tuples} t where t.store = +:store and ${column} = +:number`,
    );
  const attributesBy = (column: SQL) =>
    connection.prepare(
      sql<AttributeRow>`select t.object_type as type, t.object_id as id, t.name, t.value from ${attributes} t
        where t.store = +:store and ${column} = +:number`,
    );
  return {
    madeTuples: tuplesBy(sql`t.made_in`),
    endedTuples: tuplesBy(sql`t.ended_in`),
    madeAttributes: attributesBy(sql`t.made_in`),
    endedAttributes: attributesBy(sql`t.ended_in`),
    models: connection.prepare(
      sql<{
        number: number;
        at: number;
        hash: string;
        message: string | null;
      }>`select m.number, t.at, m.hash, m.message from ${models} m join ${transactions} t on t.id = m.made_in
        where m.store = +:store and m.made_in = +:number`,
    ),
  };
}
