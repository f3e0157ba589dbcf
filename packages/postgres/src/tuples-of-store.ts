import type { Tuple } from "@relata/model";
import { listOf, type TupleFilter } from "@relata/store";
import { sql } from "drizzle-orm";
import { orderOf, tuplesMatching } from "./tuples-matching.ts";
import type { Listing } from "./page-of.ts";
import { keyRow, toTuple, tupleColumns, type TupleRow } from "./tuple-row.ts";

/** Tuples of the store that match, in the order of the index that the filter begins. */
export function tuplesOfStore(store: string, filter: TupleFilter): Listing<TupleRow, Tuple> {
  const order = orderOf(filter);
  return {
    list: listOf(store, filter),
    order,
    query: (state, { where, tail }) => {
      const rows = tuplesMatching(state, filter, tupleColumns, where, tail);
      return sql`select t.* from (${rows}) t ${tail}`;
    },
    toEntry: toTuple,
    placeOf: (tuple) => order.map((column) => keyRow(tuple)[column]),
  };
}
