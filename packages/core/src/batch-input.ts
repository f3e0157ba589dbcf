import { Failure, isFailure, isJsonObject, type Instant, type JsonObject, type ModelIndex } from "@relata/model";
import type { CheckOutcome, Question } from "@relata/resolver";
import { toCircumstances, toQuestion, type CheckInput, type Circumstances } from "./question-input.ts";

/** One question of a batch. Its context, where it has one, is in the place of the batch's. */
export type CheckItem = Pick<CheckInput, "subject" | "permission" | "object" | "resource" | "context">;

/** The questions of a batch that are well put, and how their outcomes stand among those of the others. */
export interface Batch {
  readonly questions: readonly Question[];
  /** The outcome of every item, in the order of the items. */
  readonly complete: (outcomes: readonly CheckOutcome[]) => readonly CheckOutcome[];
}

const OF_THE_BATCH = ["now", "tuples", "consistency", "signal", "deadlineMs", "budget"];

/**
 * An item that is not well put fails alone.
 *
 * @throws Failure `invalid_question` for what is wrong with the batch as a whole
 */
export function toBatch(
  index: ModelIndex,
  items: readonly CheckItem[],
  given: Circumstances,
  present: () => Instant,
): Batch {
  if (!Array.isArray(items)) {
    throw new Failure("invalid_question", "a batch is a list of questions: `[{ subject, permission, object }, …]`");
  }
  const { context, now } = toCircumstances(given, present);
  const read = items.map((item: CheckItem) => attempt(() => toItem(index, item, context, now)));
  return {
    questions: read.flatMap((one) => (isFailure(one) ? [] : [one])),
    complete: (outcomes) => {
      const answered = outcomes.values();
      return read.map((one) => (isFailure(one) ? { failure: one } : next(answered)));
    },
  };
}

/** Why parts of the batch are refused, and not passed over: nobody would notice that another question was answered. */
function toItem(index: ModelIndex, item: CheckItem, context: JsonObject, now: Instant): Question {
  if (!isJsonObject(item)) return toQuestion(index, item, () => now);
  const stray = OF_THE_BATCH.find((name) => Object.hasOwn(item, name));
  if (stray !== undefined) {
    throw new Failure("invalid_question", `\`${stray}\` is of the whole batch: give it beside the list of questions`);
  }
  return toQuestion(index, { context, ...item }, () => now);
}

function attempt(read: () => Question): Question | Failure {
  try {
    return read();
  } catch (error) {
    if (isFailure(error)) return error;
    throw error;
  }
}

function next(outcomes: Iterator<CheckOutcome, unknown>): CheckOutcome {
  const step = outcomes.next();
  if (step.done === true) throw new Error("invariant: each question has its outcome");
  return step.value;
}
