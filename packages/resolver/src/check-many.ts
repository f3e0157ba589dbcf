import { isFailure, type Decision, type Failure, type Model } from "@relata/model";
import { decide } from "./check.ts";
import { Evaluation } from "./evaluation.ts";
import type { Graph } from "./graph.ts";
import type { Limits } from "./limits.ts";
import { isOwnFailure } from "./own-failure.ts";
import type { Question } from "./question.ts";
import { requireName } from "./require-name.ts";
import { sharingGroups } from "./sharing.ts";

/** What became of one question among many: its decision, or why it has none. */
export type CheckOutcome =
  | { readonly decision: Decision; readonly failure?: never }
  | { readonly failure: Failure; readonly decision?: never };

/**
 * Decides many questions over one graph: a function of it, to be run by `drive` or on a graph in memory. Questions that
 * cannot influence each other share what they visit.
 *
 * Law: each outcome is that of `check`, in the order of the questions; but that a question may stay within a budget that
 * it would pass alone, since what another has visited is free.
 *
 * Cost: each distinct node once for each group of questions that share (`sharingGroups`); the nodes of one group are in
 * memory at a time. Batches are as many as those of the deepest question.
 */
export function checkMany(
  model: Model,
  questions: readonly Question[],
  limits: Limits = {},
): (graph: Graph) => readonly CheckOutcome[] {
  const groups = sharingGroups(model, questions);
  const outcomes = questions.map((question) => refused(model, question));
  return (graph) => {
    for (const group of groups) {
      const shared = new SharedEvaluations(model, graph, limits);
      for (const i of group) outcomes[i] ??= shared.decide(questions[i] as Question);
    }
    return outcomes.map((outcome) => {
      if (outcome === undefined) throw new Error("invariant: what is pending is asked again");
      return outcome;
    });
  };
}

/** The failure of a question about a name that its type lacks, which no graph can change. */
function refused(model: Model, { object, permission }: Question): CheckOutcome | undefined {
  try {
    requireName(model, object.type, permission);
    return undefined;
  } catch (error) {
    if (isFailure(error)) return { failure: error };
    throw error;
  }
}

/** The evaluations of one group over one graph, as far as it is loaded. */
class SharedEvaluations {
  readonly #model: Model;
  readonly #graph: Graph;
  readonly #limits: Limits;
  #evaluations: readonly Evaluation[] | undefined;
  /** What was pending when they were made: if more is, none of their answers is kept. */
  #pendingCount = 0;

  constructor(model: Model, graph: Graph, limits: Limits) {
    this.#model = model;
    this.#graph = graph;
    this.#limits = limits;
  }

  /** Undefined where it could not be decided from what is loaded; what it lacks has been noted as wanted. */
  decide(question: Question): CheckOutcome | undefined {
    const outcome = this.#attempt(question);
    return this.#graph.pendingCount === this.#pendingCount ? outcome : undefined;
  }

  #attempt(question: Question): CheckOutcome {
    try {
      return { decision: decide(question, this.#for(question)) };
    } catch (error) {
      if (!isOwnFailure(error)) throw error;
      // Why: it was left in the middle of a walk.
      if (error.code === "budget_exceeded") this.#evaluations = undefined;
      return { failure: error };
    }
  }

  #for(question: Question): readonly Evaluation[] {
    if (this.#evaluations === undefined) {
      this.#pendingCount = this.#graph.pendingCount;
      this.#evaluations = question.subject.map(
        (subject) => new Evaluation(this.#model, this.#graph, { ...question, subject }, this.#limits),
      );
    }
    return this.#evaluations;
  }
}
