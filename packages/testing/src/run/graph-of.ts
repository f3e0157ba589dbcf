import type { JsonObject, ObjectRef } from "@relata/model";
import { MemoryGraph } from "@relata/resolver";
import type { Suite, SuiteFacts, SuiteTest } from "../suite/suite.ts";

/**
 * The facts of a suite as graphs, one for each test: that of the suite is shared by the tests that add nothing to it.
 * Graphs know no model, so that the same ones answer for a model and for all that are made from it by a change.
 */
export class SuiteGraphs {
  readonly #suite: Suite;
  readonly #shared: MemoryGraph;
  readonly #own = new Map<SuiteTest, MemoryGraph>();

  constructor(suite: Suite) {
    this.#suite = suite;
    this.#shared = graphOf([suite.facts]);
  }

  of(test: SuiteTest): MemoryGraph {
    if (test.facts.tuples.length === 0 && test.facts.attributes.length === 0) return this.#shared;
    const graph = this.#own.get(test) ?? graphOf([this.#suite.facts, test.facts]);
    this.#own.set(test, graph);
    return graph;
  }
}

/** Later facts win: a tuple of the same key replaces, and attributes are taken together name by name. */
function graphOf(all: readonly SuiteFacts[]): MemoryGraph {
  const graph = new MemoryGraph(all.flatMap(({ tuples }) => tuples));
  const attributes = new Map<string, { object: ObjectRef; values: JsonObject }>();
  for (const { object, values } of all.flatMap((facts) => facts.attributes)) {
    const key = JSON.stringify([object.type, object.id]);
    attributes.set(key, { object, values: { ...attributes.get(key)?.values, ...values } });
  }
  for (const { object, values } of attributes.values()) graph.setAttributes(object, values);
  return graph;
}
