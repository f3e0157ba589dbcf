import type { Ask, Plan } from "@relata/resolver";
import { runPlan, type Contents, type Read, type ReadOptions } from "@relata/store";
import { answer } from "./answer.ts";
import { allAttributes, allTuples } from "./contents.ts";
import type { Scope } from "./scope.ts";
import { stateFor, tokenOf } from "./states.ts";

/** Runs the plan in the transaction around it. The state is looked up first: the first statement fixes the snapshot. */
export function readPlan<T>(scope: Scope, start: (ask?: Ask) => Plan<T>, options?: ReadOptions): Read<T> {
  const state = stateFor(scope, options?.consistency);
  return {
    value: runPlan(start, (wanted) => answer(scope, state, wanted)),
    token: tokenOf(scope, state.number),
  };
}

/** Everything of one state. */
export function readContents(scope: Scope, options?: ReadOptions): Contents {
  const state = stateFor(scope, options?.consistency);
  return {
    tuples: allTuples(scope, state),
    attributes: allAttributes(scope, state),
    token: tokenOf(scope, state.number),
  };
}
