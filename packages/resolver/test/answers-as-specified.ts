import * as relata from "@relata/resolver";
import { NAMES, questions, specify, worlds, type Verdict, type World, type WorldQuestion } from "@relata/spec";
import fc from "fast-check";
import { graphOf, loaded, verdictOf, type Engine } from "./agreement.ts";
import { expectSame } from "./disagreement.ts";

/**
 * The theorem as a property: in every world, of every name, an engine answers what the specification says, over a graph
 * in memory and over one that loads on demand. Verdicts are handed to `note`, so that a run can tell what it met.
 */
export function answersAsSpecified(engine: Engine = relata, note: (verdict: Verdict) => void = () => {}) {
  return fc.property(worlds, fc.array(questions, { minLength: 3, maxLength: 3 }), (world, asked) => {
    const graph = graphOf(world, engine);
    for (const part of asked) {
      const specified = specify(world, part);
      for (const permission of NAMES) {
        const expected = specified(permission);
        note(expected);
        expectAnswer(engine, world, { ...part, permission }, graph, expected);
      }
    }
  });
}

function expectAnswer(
  engine: Engine,
  world: World,
  question: WorldQuestion,
  graph: relata.MemoryGraph,
  expected: Verdict,
): void {
  const ask = (graph: relata.Graph) => engine.check(world.model, graph, question);
  expectSame(
    verdictOf(() => ask(graph)),
    expected,
    world,
    question,
  );
  expectSame(
    verdictOf(() => loaded(ask, graph, engine)),
    expected,
    world,
    question,
  );
}
