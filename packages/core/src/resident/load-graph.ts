import type { Model } from "@relata/model";
import { QuickCheck, ResidentGraph } from "@relata/resident";
import type { ScanBatch, Store } from "@relata/store";
import { FollowedGraph, Lost } from "./followed-graph.ts";
import type { ResidentLimits } from "./resident-options.ts";

/** Thrown where the graph would be larger than there is room for. */
export class OverBudget extends Error {
  readonly bytes: number;

  constructor(bytes: number) {
    super("the graph is over its budget");
    this.bytes = bytes;
  }
}

/**
 * Reads the whole store, of one state.
 *
 * @param room bytes that the graph may take; looked at while it grows
 * @throws OverBudget, Lost
 */
export async function loadGraph(
  store: Store,
  model: Model,
  { closures, maxBytes }: ResidentLimits,
  room: (bytes: number) => number,
): Promise<FollowedGraph> {
  const before = await store.log.newest();
  const graph = new ResidentGraph(model);
  let state: Pick<ScanBatch, "token" | "number"> | undefined;
  for await (const { tuples, attributes, token, number } of store.scan({ consistency: "latest" })) {
    for (const tuple of tuples) graph.load(tuple);
    for (const { object, values } of attributes) graph.setAttributes(object, values);
    const { bytes } = graph;
    if (bytes > room(bytes)) throw new OverBudget(bytes);
    state ??= { token, number };
  }
  if (state === undefined) throw new Lost();
  const newest = before > 0 ? before : await store.log.newest();
  // Why: nothing would tell whether what was read is still there.
  if (before === 0 && newest > state.number) throw new Lost();
  return new FollowedGraph(graph, new QuickCheck(graph, { closures, maxBytes: maxBytes / 4 }), { ...state, newest });
}
