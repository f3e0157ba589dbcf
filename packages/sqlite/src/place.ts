import { DEFAULT_PREFIX, tablesIn, type Tables } from "./tables.ts";

/** Where the tables are: in which file, and how their names begin. */
export interface Place {
  readonly path: string;
  readonly prefix: string;
  readonly tables: Tables;
}

/** @throws Failure `store_unavailable` for a prefix that is none */
export function placeOf(path: string, prefix = DEFAULT_PREFIX): Place {
  return { path, prefix, tables: tablesIn({ prefix }) };
}
