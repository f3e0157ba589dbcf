import type { Tuple } from "@relata/model";
import { PENDING, type Pending } from "../graph.ts";
import type { Moment } from "./moment.ts";

/** Of an answer of a graph, the tuples that there are: in their window, and admitted by the model. None while it waits. */
export function existing(moment: Moment, tuples: readonly Tuple[] | Pending): readonly Tuple[] {
  return tuples === PENDING ? [] : tuples.filter((tuple) => moment.exists(tuple));
}
