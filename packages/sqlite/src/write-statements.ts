import { sql } from "drizzle-orm";
import type { Connection } from "./connection.ts";
import type { Tables } from "./tables.ts";
import type { ValueRow } from "./tuple-row.ts";

export type WriteStatements = ReturnType<typeof writeStatements>;

/**
 * The prepared statements of a write. Each names its parameters as rows name their columns; `store` and `transaction` are
 * the write's. Law: rows are inserted, and `ended_in` is set once; no other column is updated.
 *
 * Cost: one search in each index of live rows for a tuple that is new, three for one that is replaced, so that a long
 * history makes no write slower.
 */
export function writeStatements(connection: Connection, { transactions, tuples, attributes, idempotency }: Tables) {
  const liveTuple = sql`store = +:store and object_type = +:objectType and object_id = +:objectId
    and relation = +:relation and subject_type = +:subjectType and subject_id = +:subjectId
    and subject_relation = +:subjectRelation and ended_in is null`;
  const liveAttribute = sql`store = +:store and object_type = +:objectType and object_id = +:objectId
    and name = +:name and ended_in is null`;
  return {
    begin: connection.prepare(sql`insert into ${transactions} (store, at) values (:store, :at)`),
    find: connection.prepare(
      sql<ValueRow>`select policy, parameters, valid_from as validFrom, valid_until as validUntil from ${tuples}
        where ${liveTuple}`,
    ),
    end: connection.prepare(sql`update ${tuples} set ended_in = :transaction where ${liveTuple}`),
    /** Makes nothing where a tuple of the key is live. */
    make: connection.prepare(
      sql`insert into ${tuples} (store, object_type, object_id, relation, subject_type, subject_id, subject_relation,
          policy, parameters, valid_from, valid_until, made_in)
        values (:store, :objectType, :objectId, :relation, :subjectType, :subjectId, :subjectRelation,
          :policy, :parameters, :validFrom, :validUntil, :transaction)
        on conflict (store, object_type, object_id, relation, subject_type, subject_id, subject_relation)
          where ended_in is null do nothing`,
    ),
    findAttribute: connection.prepare(sql<{ value: string }>`select value from ${attributes} where ${liveAttribute}`),
    endAttribute: connection.prepare(sql`update ${attributes} set ended_in = :transaction where ${liveAttribute}`),
    makeAttribute: connection.prepare(
      sql`insert into ${attributes} (store, object_type, object_id, name, value, made_in)
        values (:store, :objectType, :objectId, :name, :value, :transaction)`,
    ),
    findKey: connection.prepare(
      sql<{
        hash: string;
        transaction: number;
        written: number;
        deleted: number;
      }>`select hash, "transaction", written, deleted from ${idempotency} where store = +:store and key = +:key`,
    ),
    keepKey: connection.prepare(
      sql`insert into ${idempotency} (store, key, hash, "transaction", written, deleted)
        values (:store, :key, :hash, :transaction, :written, :deleted)`,
    ),
  };
}
