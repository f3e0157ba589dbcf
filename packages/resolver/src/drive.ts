import { LoadedGraph } from "./loaded-graph.ts";
import type { Graph } from "./graph.ts";
import type { Ask, Plan } from "./plan.ts";

/**
 * Turns a function of a graph into a plan. The function is run; where it met something pending, everything that it
 * wanted is fetched as one batch and it is run again. A run that met nothing pending is the answer: it is the same run,
 * step by step, as over a graph in memory, so no answer depends on how a store loads.
 *
 * Where the store can be asked at once, nothing is ever pending, and the one run is the answer.
 *
 * Law: the function depends on the graph alone, and a graph only grows. What a run throws after it met something
 * pending was drawn from incomplete data and is dropped.
 *
 * Cost: batches are as many as the longest chain of arrows and computed sets, whatever their width.
 *
 * @param graph what an earlier plan loaded of the same state
 */
export function* drive<T>(attempt: (graph: Graph) => T, ask?: Ask, graph = new LoadedGraph()): Plan<T> {
  graph.askThrough(ask);
  for (;;) {
    const outcome = run(attempt, graph);
    if (!graph.isPending) return outcome();
    const wanted = graph.takeWanted();
    graph.load(wanted, yield wanted);
  }
}

function run<T>(attempt: (graph: Graph) => T, graph: Graph): () => T {
  try {
    const value = attempt(graph);
    return () => value;
  } catch (error) {
    return () => {
      throw error;
    };
  }
}
