import { admits, inWindow, type Instant, type ModelIndex, type Tuple } from "@relata/model";
import { PENDING, type Pending } from "../graph.ts";

/** Of an answer of a graph, the tuples that there are: in their window, and admitted by the model. None while it waits. */
export function existing(index: ModelIndex, now: Instant, tuples: readonly Tuple[] | Pending): readonly Tuple[] {
  return tuples === PENDING ? [] : tuples.filter((tuple) => inWindow(tuple, now) && admits(index, tuple));
}
