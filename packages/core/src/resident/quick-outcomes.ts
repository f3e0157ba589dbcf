import { isFailure } from "@relata/model";
import type { QuickCheck } from "@relata/resident";
import type { CheckOutcome, Question } from "@relata/resolver";
import type { Batch } from "../batch-input.ts";
import { askItem } from "./ask-quickly.ts";
import { decidedBy } from "./decided.ts";

/** A batch, as far as it is known without a graph. */
export interface OpenBatch {
  /** What is yet to be decided. */
  readonly open: readonly Question[];
  /** The outcome of every item, in the order of the items, once it is. */
  complete(outcomes: readonly CheckOutcome[]): readonly CheckOutcome[];
}

/** Decides what follows from tuples alone, where there are quick checks, and refuses what is not well put. */
export function openBatch(batch: Batch, quick: QuickCheck | undefined): OpenBatch {
  const outcomes: (CheckOutcome | undefined)[] = [];
  const open: Question[] = [];
  for (let place = 0; place < batch.items.length; place++) {
    const outcome = outcomeOf(batch, place, quick);
    if ("subject" in outcome) open.push(outcome);
    outcomes.push("subject" in outcome ? undefined : outcome);
  }
  return {
    open,
    complete(others) {
      if (open.length === 0) return outcomes as readonly CheckOutcome[];
      let next = 0;
      return outcomes.map((outcome) => outcome ?? (others[next++] as CheckOutcome));
    },
  };
}

/** The outcome, or the question where there is none yet. */
function outcomeOf(batch: Batch, place: number, quick: QuickCheck | undefined): CheckOutcome | Question {
  const short = askItem(quick, batch.items[place]);
  if (short !== undefined) return short;
  const question = batch.question(place);
  if (isFailure(question)) return { failure: question };
  const decided = quick === undefined ? undefined : decidedBy(quick, question);
  return decided ?? question;
}
