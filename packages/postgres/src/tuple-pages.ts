import type { Tuple } from "@relata/model";
import { listOf, type TupleFilter } from "@relata/store";
import { sql } from "drizzle-orm";
import { matching } from "./filter.ts";
import type { Listing } from "./pages.ts";
import { rowsIn } from "./rows-in.ts";
import { keyRow, toTuple, tupleColumns, type KeyRow, type TupleRow } from "./tuple-row.ts";

const BY_OBJECT = ["object_type", "object_id", "relation", "subject_type", "subject_id", "subject_relation"] as const;
const BY_SUBJECT = ["subject_type", "subject_id", "subject_relation", "object_type", "relation", "object_id"] as const;

/** Tuples of the store that match, in the order of the index that the filter begins: by object, unless it knows only subjects. */
export function tuplesMatching(store: string, filter: TupleFilter): Listing<TupleRow, Tuple> {
  const order: readonly (keyof KeyRow)[] = isOfSubject(filter) ? BY_SUBJECT : BY_OBJECT;
  return {
    list: listOf(store, filter),
    order,
    query: (state, { where, tail }) => {
      const rows = rowsIn(state, "tuples", tupleColumns, sql`${matching(filter)} and ${where}`, tail);
      return sql`select t.* from (${rows}) t ${tail}`;
    },
    toEntry: toTuple,
    placeOf: (tuple) => order.map((column) => keyRow(tuple)[column]),
  };
}

/** Whether more of the index by subject is named than of the one by object. */
function isOfSubject({ object, subject }: TupleFilter): boolean {
  if (subject?.type === undefined || (object?.type !== undefined && object.id !== undefined)) return false;
  return subject.id !== undefined || object?.type === undefined;
}
