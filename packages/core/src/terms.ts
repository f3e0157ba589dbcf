import { Failure, indexModel, type Tuple } from "@relata/model";
import type { QuickCheck } from "@relata/resident";
import { interruptible, withTuples, type Graph, type Limits } from "@relata/resolver";
import type { ReadOptions } from "@relata/store";
import type { Asking } from "./answerer.ts";
import type { Engine } from "./engine.ts";
import { toReadOptions, type StateInput } from "./consistency-input.ts";
import { isWithin } from "./resident/ask-quickly.ts";
import type { Make } from "./make-question.ts";
import type { QuestionNotes } from "./observing/question-notes.ts";
import { Patience, type PatienceInput } from "./patience.ts";
import { toRequestTuples } from "./request-tuples-input.ts";
import type { TupleInput } from "./tuple-input.ts";

/** What every question takes besides what it asks. */
export interface TermsInput<T = TupleInput> extends StateInput, PatienceInput {
  /** Tuples that count for this question only, in the place of stored ones of the same key. */
  readonly tuples?: readonly T[];
  /** Distinct nodes that one evaluation may visit; what the engine has unless given. */
  readonly budget?: number;
}

/** The terms under which one question is answered, once it has been put. */
export interface Terms {
  readonly tuples: readonly Tuple[];
  readonly limits: Limits;
  readonly patience: Patience;
  readonly options: ReadOptions;
  /** Absent where nobody observes. */
  readonly notes?: QuestionNotes;
}

/** @throws Failure `invalid_question`, `invalid_consistency_token`, and as `toRequestTuples` */
export function toTerms(engine: Engine, input: TermsInput, notes?: QuestionNotes): Terms {
  const { tuples, budget, signal, deadlineMs = engine.deadlineMs } = input;
  return {
    options: toReadOptions(input),
    tuples: toRequestTuples(indexModel(engine.model), tuples),
    limits: {
      ...engine.limits,
      ...(budget !== undefined && { budget: toBudget(budget) }),
      ...(notes !== undefined && { work: notes.work }),
    },
    patience: new Patience(
      { ...(signal !== undefined && { signal }), ...(deadlineMs !== undefined && { deadlineMs }) },
      engine.present,
    ),
    ...(notes !== undefined && { notes }),
  };
}

/** The question under its terms, made anew for each snapshot. */
export function askingUnder<T>({ tuples, limits, notes }: Terms, make: Make<T>): Asking<T> {
  // Why: quick checks do not know what a request brings along, and may visit more than a small budget.
  const isFull = tuples.length > 0 || !isWithin(limits);
  const put = (quick?: QuickCheck) => withTuples(tuples, make(limits, isFull ? undefined : quick));
  return notes === undefined ? put : (quick) => notes.counting(put(quick));
}

/** The question, ended where patience is, for whoever answers it in one turn. */
export function patiently<T>(patience: Patience, question: (graph: Graph) => T): (graph: Graph) => T {
  if (patience.isEndless) return question;
  return interruptible(question, () => patience.glance());
}

/** @throws Failure `invalid_question` for a budget under which nothing could be answered, or that is none */
export function toBudget(budget: unknown): number {
  if (typeof budget === "number" && Number.isSafeInteger(budget) && budget >= 1) return budget;
  throw new Failure("invalid_question", "`budget` is a whole number of nodes, from 1 on");
}
