import type { Graph } from "./graph.ts";
import { pageOver, type Candidates, type ListPage, type PageOf } from "./list.ts";

/**
 * A page of a list as a function of the graph. Each run begins from nothing, so that the one that met nothing pending is the
 * run over a graph in memory, budget and all; only how far it looks ahead is kept, and that changes no answer.
 */
export function lister(candidatesIn: (graph: Graph) => Candidates, page: PageOf): (graph: Graph) => ListPage {
  let ahead = 0;
  return (graph) => {
    const before = graph.pendingCount;
    const found = pageOver(candidatesIn(graph), page, ahead);
    // Why twice as far: of many candidates that are denied, all are waited for in a few batches.
    if (graph.pendingCount !== before) ahead = 2 * ahead + 1;
    return found;
  };
}
