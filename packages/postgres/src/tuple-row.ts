import { canonicalJson, formatInstant, type Tuple, type TupleKey } from "@relata/model";
import { storedInstant, storedPolicy } from "@relata/store";
import { sql } from "drizzle-orm";

/** The columns that make a tuple, for every query that answers tuples; of the table that is called `t`. */
export const tupleColumns = sql.raw(
  "t.object_type, t.object_id, t.relation, t.subject_type, t.subject_id, t.subject_relation, " +
    "t.policy, t.parameters, t.valid_from, t.valid_until",
);

/**
 * The key of a tuple as columns. Law: two keys are equal exactly where all six columns are, which is what the unique
 * index compares: by bytes, so that case, accents and digits all count.
 */
export interface KeyRow {
  readonly object_type: string;
  readonly object_id: string;
  readonly relation: string;
  readonly subject_type: string;
  readonly subject_id: string;
  readonly subject_relation: string;
}

/** What a key carries. Equal values are equal column by column. */
export interface ValueRow {
  readonly policy: string | null;
  readonly parameters: string | null;
  readonly valid_from: string | null;
  readonly valid_until: string | null;
}

/** A tuple as columns, without the transactions that made and ended it. */
export type TupleRow = KeyRow & ValueRow;

/** The key as a row for a statement. Parts stay apart; no text is ever joined or split. */
export function keyRow({ object, relation, subject }: TupleKey): KeyRow {
  return {
    object_type: object.type,
    object_id: object.id,
    relation,
    subject_type: subject.type,
    subject_id: subject.id,
    subject_relation: subject.relation ?? "",
  };
}

/**
 * What the tuple carries, as columns. Instants are in range: `checkChanges` has seen to it, and so
 * `parseInstant` reads back what `formatInstant` writes.
 */
export function valueRow({ policy, from, until }: Tuple): ValueRow {
  return {
    policy: policy?.name ?? null,
    parameters: policy === undefined ? null : canonicalJson(policy.parameters),
    valid_from: from === undefined ? null : formatInstant(from),
    valid_until: until === undefined ? null : formatInstant(until),
  };
}

/**
 * The tuple of a row. A row that cannot be read is an error, never an absent tuple: it might stand right of an
 * exclusion, where to leave it out would be to approve.
 *
 * @throws Failure `store_unreadable` for columns that relata never writes
 */
export function toTuple(row: TupleRow): Tuple {
  const key: TupleKey = {
    object: { type: row.object_type, id: row.object_id },
    relation: row.relation,
    subject: {
      type: row.subject_type,
      id: row.subject_id,
      ...(row.subject_relation !== "" && { relation: row.subject_relation }),
    },
  };
  // Nearly every tuple is nothing but its key: no spreading for those.
  if (row.policy === null && row.valid_from === null && row.valid_until === null) return key;
  return {
    ...key,
    ...(row.policy !== null && { policy: storedPolicy(key, row.policy, row.parameters) }),
    ...(row.valid_from !== null && { from: storedInstant(key, row.valid_from) }),
    ...(row.valid_until !== null && { until: storedInstant(key, row.valid_until) }),
  };
}
