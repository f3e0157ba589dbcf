import { canonicalJson, formatInstant, type Instant, type Tuple, type TupleKey } from "@relata/model";
import { storedInstant, storedPolicy } from "@relata/store";
import { sql } from "drizzle-orm";

/** The columns that make a tuple, for every query that answers tuples of a table `t`, in the order of `TupleRow`. */
export const tupleColumns = sql.raw(`t.object_type, t.object_id, t.relation, t.subject_type, t.subject_id,
  t.subject_relation, t.policy, t.parameters, t.valid_from, t.valid_until`);

/**
 * The key of a tuple as columns. Law: two keys are equal exactly where all six columns are, which is what the unique
 * index compares: by bytes, so that case, accents and digits all count.
 */
export interface KeyRow {
  readonly objectType: string;
  readonly objectId: string;
  readonly relation: string;
  readonly subjectType: string;
  readonly subjectId: string;
  readonly subjectRelation: string;
}

/** What a key carries. Equal values are equal column by column. */
export interface ValueRow {
  readonly policy: string | null;
  readonly parameters: string | null;
  readonly validFrom: string | null;
  readonly validUntil: string | null;
}

/**
 * A tuple as columns, without the transactions that made and ended it. Why a list: the driver takes half as long again to make
 * an object of a row.
 */
export type TupleRow = readonly [
  objectType: string,
  objectId: string,
  relation: string,
  subjectType: string,
  subjectId: string,
  subjectRelation: string,
  policy: string | null,
  parameters: string | null,
  validFrom: string | null,
  validUntil: string | null,
];

/** The key as the parameters of a statement. Parts are bound one by one; no text is ever joined or split. */
export function keyRow({ object, relation, subject }: TupleKey): KeyRow {
  return {
    objectType: object.type,
    objectId: object.id,
    relation,
    subjectType: subject.type,
    subjectId: subject.id,
    subjectRelation: subject.relation ?? "",
  };
}

/**
 * What the tuple carries, as the parameters of a statement. Instants are in range: `checkChanges` has seen to it, and so
 * `parseInstant` reads back what is written.
 */
export function valueRow({ policy, from, until }: Tuple): ValueRow {
  return {
    policy: policy?.name ?? null,
    parameters: policy === undefined ? null : canonicalJson(policy.parameters),
    validFrom: from === undefined ? null : inOrder(from),
    validUntil: until === undefined ? null : inOrder(until),
  };
}

/** An instant as text that sorts by time: all nine digits, because a whole second would sort after its own fractions. */
export function inOrder(instant: Instant): string {
  const [seconds = "", digits = ""] = formatInstant(instant).slice(0, -1).split(".");
  return `${seconds}.${digits.padEnd(9, "0")}Z`;
}

/** Whether a touch would change nothing. Sound because parameters are canonical and instants have one text in UTC. */
export function sameValue(a: ValueRow, b: ValueRow): boolean {
  return (
    a.policy === b.policy &&
    a.parameters === b.parameters &&
    a.validFrom === b.validFrom &&
    a.validUntil === b.validUntil
  );
}

/**
 * The tuple of a row. A row that cannot be read is an error, never an absent tuple: it might stand right of an
 * exclusion, where to leave it out would be to approve.
 *
 * @throws Failure `store_unreadable` for columns that relata never writes
 */
export function toTuple([
  objectType,
  objectId,
  relation,
  subjectType,
  subjectId,
  subjectRelation,
  policy,
  parameters,
  validFrom,
  validUntil,
]: readonly [...TupleRow, ...unknown[]]): Tuple {
  const key: TupleKey = {
    object: { type: objectType, id: objectId },
    relation,
    subject:
      subjectRelation === ""
        ? { type: subjectType, id: subjectId }
        : { type: subjectType, id: subjectId, relation: subjectRelation },
  };
  // Nearly every tuple is nothing but its key: no spreading for those.
  if (policy === null && validFrom === null && validUntil === null) return key;
  return {
    ...key,
    ...(policy !== null && { policy: storedPolicy(key, policy, parameters) }),
    ...(validFrom !== null && { from: storedInstant(key, validFrom) }),
    ...(validUntil !== null && { until: storedInstant(key, validUntil) }),
  };
}
