import { Failure, type Decision } from "@relata/model";
import type { Verdict, World } from "@relata/spec";
import { MemoryGraph, type Graph, type Plan, answerFrom } from "@relata/resolver";

/** A world's tuples and attributes as a graph in memory. */
export function graphOf({ tuples, attributes }: World): MemoryGraph {
  const graph = new MemoryGraph(tuples);
  for (const { object, values } of attributes) graph.setAttributes(object, values);
  return graph;
}

/** An engine's answer in the words of the specification; a failure that the specification does not know is thrown. */
export function verdictOf(decide: () => Decision): Verdict {
  try {
    const decision = decide();
    if (decision.outcome !== "conditional") return { kind: decision.outcome };
    return { kind: "conditional", missing: [...new Set(decision.missing.map(({ path }) => path))].sort() };
  } catch (error) {
    if (error instanceof Failure && (error.code === "paradox" || error.code === "policy_failed"))
      return { kind: error.code };
    throw error;
  }
}

/** Runs a plan as a store would: each batch answered from the graph, and counted. */
export function runPlan<T>(plan: Plan<T>, graph: MemoryGraph): { value: T; batches: number } {
  let batches = 0;
  let step = plan.next();
  while (step.done !== true) {
    batches++;
    step = plan.next(step.value.map((wanted) => answerFrom(graph, wanted)));
  }
  return { value: step.value, batches };
}

export type { Graph };
