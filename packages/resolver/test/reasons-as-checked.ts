import { FALSE, isFailure, TRUE, UNKNOWN, type Decision, type FailureCode, type Truth } from "@relata/model";
import * as relata from "@relata/resolver";
import type { Explanation, Graph, MemoryGraph, NamedReason } from "@relata/resolver";
import { NAMES, questions, worlds, type World, type WorldQuestion } from "@relata/spec";
import fc from "fast-check";
import { graphOf, loaded, verdictOf, type Engine } from "./agreement.ts";
import { disagreement, expectSame, written } from "./disagreement.ts";
import { flawOf } from "./proof.ts";
import { unfounded } from "./replay.ts";

/**
 * The law of reasons as a property: an explanation decides as `check` does; each name in it has the truth that `check`
 * gives it; it is the same whatever the store; it is a proof: see `flawOf`; and it replays to the decision: see `unfounded`.
 */
export function reasonsAsChecked(engine: Engine = relata, note: (explanation: Explanation) => void = () => {}) {
  const bare = questions.map((question) => ({ ...question, resource: {} }));
  const asked = fc.array(fc.tuple(fc.oneof(bare, questions), fc.constantFrom(...NAMES)), {
    minLength: 6,
    maxLength: 6,
  });
  return fc.property(worlds, asked, (world, asked) => {
    const graph = graphOf(world, engine);
    for (const [part, permission] of asked) expectReason(engine, world, graph, { ...part, permission }, note);
  });
}

function expectReason(
  engine: Engine,
  world: World,
  graph: MemoryGraph,
  question: WorldQuestion,
  note: (explanation: Explanation) => void,
): void {
  const explain = (graph: Graph) => engine.explain(world.model, graph, question);
  const decided = outcomeOf(() => engine.check(world.model, graph, question));
  const explained = outcomeOf(() => explain(graph));
  expectSame(
    outcomeOf(() => loaded(explain, graph, engine)),
    explained,
    world,
    question,
  );
  if (typeof explained === "string") return expectSame(explained, decided, world, question);
  note(explained);
  expectSame(explained.decision, decided, world, question);
  for (const reason of explained.reasons) {
    const flaw = flawOf(reason, world, question) ?? unfounded(reason, world, question);
    if (flaw !== undefined) throw disagreement(`${flaw}: ${written(reason)}`, world, question);
    // Why: what a request supplies counts for the object asked about, so other objects cannot be asked about alike.
    if (Object.keys(question.resource).length > 0) continue;
    for (const named of reason.names.filter(({ name }) => !name.includes(" "))) {
      const asked = { ...question, subject: [reason.subject], object: named.object, permission: named.name };
      const { kind } = verdictOf(() => engine.check(world.model, graph, asked));
      expectSame(isParadox(named) ? "paradox" : named.truth, kind === "paradox" ? kind : TRUTHS[kind], world, asked);
    }
  }
}

const TRUTHS: Readonly<Record<"allowed" | "denied" | "conditional" | "policy_failed", Truth>> = {
  allowed: TRUE,
  denied: FALSE,
  conditional: UNKNOWN,
  policy_failed: UNKNOWN,
};

function isParadox({ step }: NamedReason): boolean {
  return step.kind === "paradox";
}

function outcomeOf<T extends Decision | Explanation>(attempt: () => T): T | FailureCode {
  try {
    return attempt();
  } catch (error) {
    if (isFailure(error, "paradox") || isFailure(error, "policy_failed")) return error.code;
    throw error;
  }
}
