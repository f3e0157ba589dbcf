import { Failure, isFailure, isJsonObject, type Instant, type JsonObject, type ModelIndex } from "@relata/model";
import type { Question } from "@relata/resolver";
import { toCircumstances, toQuestion, type CheckInput, type Circumstances } from "./question-input.ts";

/** One question of a batch. Its context, where it has one, is in the place of the batch's. */
export type CheckItem = Pick<CheckInput, "subject" | "permission" | "object" | "resource" | "context">;

const OF_THE_BATCH = ["now", "tuples", "consistency", "signal", "deadlineMs", "budget"];

/** The questions of a batch, each of which is read when it is first looked at. */
export class Batch {
  readonly items: readonly CheckItem[];
  readonly #index: ModelIndex;
  readonly #context: JsonObject;
  readonly #now: Instant;
  readonly #read: (Question | Failure)[] = [];

  /** @throws Failure `invalid_question` for what is wrong with the batch as a whole */
  constructor(index: ModelIndex, items: readonly CheckItem[], given: Circumstances, present: () => Instant) {
    if (!Array.isArray(items)) {
      throw new Failure("invalid_question", "a batch is a list of questions: `[{ subject, permission, object }, …]`");
    }
    const { context, now } = toCircumstances(given, present);
    this.items = items;
    this.#index = index;
    this.#context = context;
    this.#now = now;
  }

  /** The question of an item, or why it is not well put: then it fails alone. */
  question(place: number): Question | Failure {
    return (this.#read[place] ??= attempt(() => this.#toQuestion(this.items[place] as CheckItem)));
  }

  /** Why parts of the batch are refused, and not passed over: nobody would notice that another question was answered. */
  #toQuestion(item: CheckItem): Question {
    if (!isJsonObject(item)) return toQuestion(this.#index, item, () => this.#now);
    const stray = OF_THE_BATCH.find((name) => Object.hasOwn(item, name));
    if (stray !== undefined) {
      throw new Failure("invalid_question", `\`${stray}\` is of the whole batch: give it beside the list of questions`);
    }
    return toQuestion(this.#index, { context: this.#context, ...item }, () => this.#now);
  }
}

function attempt(read: () => Question): Question | Failure {
  try {
    return read();
  } catch (error) {
    if (isFailure(error)) return error;
    throw error;
  }
}
