import { Failure, type Decision } from "@relata/model";
import * as relata from "@relata/resolver";
import type { Graph, MemoryGraph, Plan } from "@relata/resolver";
import type { Verdict, World } from "@relata/spec";

/** The resolver, or a copy of it that was broken on purpose. */
export type Engine = typeof relata;

/** A world's tuples and attributes as a graph in memory. */
export function graphOf({ tuples, attributes }: Omit<World, "model">, engine: Engine = relata): MemoryGraph {
  const graph = new engine.MemoryGraph(tuples);
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
export function runPlan<T>(
  plan: Plan<T>,
  graph: MemoryGraph,
  engine: Engine = relata,
): { value: T; batches: number; wanted: number } {
  let batches = 0;
  let wanted = 0;
  let step = plan.next();
  while (step.done !== true) {
    batches++;
    wanted += step.value.length;
    step = plan.next(step.value.map((want) => engine.answerFrom(graph, want)));
  }
  return { value: step.value, batches, wanted };
}

/** The answer over a graph that knows nothing at first, and loads what it is asked for. */
export function loaded<T>(attempt: (graph: Graph) => T, graph: MemoryGraph, engine: Engine = relata): T {
  return runPlan(engine.drive(attempt), graph, engine).value;
}
