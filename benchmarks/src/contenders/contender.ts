import type { Question } from "../workload/questions.ts";

/** An engine that holds one world, and is asked. */
export interface Contender {
  readonly name: string;
  /**
   * Makes questions ready, as a caller may once, and gives what asks them one after the other and counts those that are allowed: so
   * that nothing else is timed.
   */
  readonly block: (questions: readonly Question[]) => () => number | Promise<number>;
  readonly close?: () => void | Promise<void>;
}
