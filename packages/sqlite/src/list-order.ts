import type { TupleFilter } from "@relata/store";
import { filteredColumns, KEY, type KeyColumn } from "./filter-conditions.ts";

/** In which order the tuples that a filter matches are listed. */
export interface ListOrder {
  /** The end of the name of the indexes that begin with what the filter names. */
  readonly index: "key" | "subject";
  /** The columns of that index, without those that it begins with and the filter names: they are the same in all rows. */
  readonly columns: readonly KeyColumn[];
}

/** The columns of the indexes. In either order, a key is one place in the list of a state. */
const COLUMNS: Readonly<Record<ListOrder["index"], readonly KeyColumn[]>> = {
  key: KEY,
  subject: ["subject_type", "subject_id", "subject_relation", "object_type", "relation", "object_id"],
};

/** The order of the index that has more of the filter at its beginning. */
export function listOrder(filter: TupleFilter): ListOrder {
  const [byKey, bySubject] = [orderBy("key", filter), orderBy("subject", filter)];
  return bySubject.columns.length < byKey.columns.length ? bySubject : byKey;
}

function orderBy(index: ListOrder["index"], filter: TupleFilter): ListOrder {
  const named = filteredColumns(filter);
  const columns = COLUMNS[index];
  // The last column stays: a list has an order, also where it can have one entry only.
  const begin = columns.findIndex((name, i) => !named.has(name) || i === columns.length - 1);
  return { index, columns: columns.slice(begin) };
}
