import type { Tuple } from "@relata/model";
import { listOf, type TupleFilter } from "@relata/store";
import { sql } from "drizzle-orm";
import { matching, sourceOf } from "./filter.ts";
import type { Listing } from "./pages.ts";
import { rowsIn } from "./rows-in.ts";
import { keyRow, toTuple, tupleColumns, type KeyRow, type TupleRow } from "./tuple-row.ts";

const BY_OBJECT = ["object_type", "object_id", "relation", "subject_type", "subject_id", "subject_relation"] as const;
const BY_SUBJECT = ["subject_type", "subject_id", "subject_relation", "object_type", "relation", "object_id"] as const;

/** Tuples of the store that match, in the order of the index that the filter begins. */
export function tuplesMatching(store: string, filter: TupleFilter): Listing<TupleRow, Tuple> {
  const source = sourceOf(filter);
  const order: readonly (keyof KeyRow)[] = source === "tuples" ? BY_OBJECT : BY_SUBJECT;
  return {
    list: listOf(store, filter),
    order,
    query: (state, { where, tail }) => {
      const rows = rowsIn(state, source, tupleColumns, sql`${matching(filter)} and ${where}`, tail);
      return sql`select t.* from (${rows}) t ${tail}`;
    },
    toEntry: toTuple,
    placeOf: (tuple) => order.map((column) => keyRow(tuple)[column]),
  };
}
