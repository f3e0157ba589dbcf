import { drive, interruptible, LoadedGraph, type Graph, type Pending } from "@relata/resolver";
import type { ReadOptions } from "@relata/store";
import type { Reader } from "./answerer.ts";
import { nextTurn } from "./next-turn.ts";
import type { Patience } from "./patience.ts";

/** Questions to the graph in the first turn of a long question: some ten milliseconds of work. */
const FIRST_TURN = 10_000;

/** What a question answers that was left in the middle. */
export const RESTED: unique symbol = Symbol("rested");

/** Thrown through the resolver where a turn is over. */
class Rest extends Error {}

/**
 * Reads a question that a signal may end, turn by turn: a store that answers at once would keep the signal from ever
 * firing. Between two turns the question is left and its snapshot closed; it goes on where it was over exactly that
 * state. Each turn may do twice as much as the one before, so that also a question that keeps nothing of what it has
 * decided comes to its end, at no more than four times its cost; and one that is aborted has done at most twice as much
 * as it had done when the signal fired.
 *
 * While something is on its way from an asynchronous store, a turn goes on: to wait for it is a rest, too.
 */
export async function readInTurns<T>(
  store: Reader,
  asking: () => (graph: Graph) => T | Pending,
  patience: Patience,
  options: ReadOptions,
): Promise<T | Pending> {
  let turn = FIRST_TURN;
  const first = await store.read((ask) => drive(untilRest(asking(), turn, patience), ask), options);
  if (first.value !== RESTED) return first.value;
  // Why from the beginning: the token of a snapshot names a state, and not yet an order in which it was the only one.
  const state: ReadOptions = { consistency: { exactly: first.token } };
  const question = asking();
  const graph = new LoadedGraph();
  for (;;) {
    await nextTurn();
    patience.check();
    turn *= 2;
    const most = turn;
    const { value } = await store.read((ask) => drive(untilRest(question, most, patience), ask, graph), state);
    if (value !== RESTED) return value;
  }
}

/** The question, left where its first turn is over. */
export function firstTurn<T>(question: (graph: Graph) => T, patience: Patience): (graph: Graph) => T | typeof RESTED {
  return untilRest(question, FIRST_TURN, patience);
}

function untilRest<T>(
  question: (graph: Graph) => T,
  most: number,
  patience: Patience,
): (graph: Graph) => T | typeof RESTED {
  return (graph) => {
    const pending = graph.pendingCount;
    let left = most;
    const run = interruptible(question, ({ pendingCount }) => {
      patience.glance();
      if (left-- <= 0 && pendingCount === pending) throw new Rest();
    });
    try {
      return run(graph);
    } catch (error) {
      if (error instanceof Rest) return RESTED;
      throw error;
    }
  };
}
