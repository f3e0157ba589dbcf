import {
  diffAccess,
  findCounterexample,
  type AccessData,
  type AccessDiff,
  type CounterexampleSearch,
} from "@relata/diff";
import { Failure, instantFromMs, parseInstant, type JsonObject, type Model } from "@relata/model";
import { Progress } from "./output/progress.ts";
import type { Surroundings } from "./surroundings.ts";

/** Under which circumstances access is compared, as options have them. */
export interface Given {
  readonly context?: JsonObject;
  readonly now?: string;
}

/** Lists between two reports of progress. */
const EVERY = 200;

/**
 * Whose access changes, with a line of progress, because much data takes long.
 *
 * @throws Failure `budget_exceeded`, `invalid_question`
 */
export function compareAccess(
  { stderr, clock }: Surroundings,
  before: Model,
  after: Model,
  data: AccessData,
  { context = {}, now }: Given,
): AccessDiff {
  const instant = now === undefined ? instantFromMs(clock()) : parseInstant(now);
  if (instant === undefined) {
    throw new Failure(
      "invalid_question",
      `\`now\` is not a timestamp such as \`2026-01-31T09:00:00Z\`: it is \`${now}\``,
    );
  }
  const progress = new Progress(stderr);
  try {
    return diffAccess(before, after, data, {
      now: instant,
      context,
      onProgress: (done, all) => {
        if (done % EVERY === 0) progress.say(`comparing answers: ${Math.round((done / all) * 100)} %`);
      },
    });
  } finally {
    progress.end();
  }
}

/** A small world that tells the models apart, with a line of progress: a search in vain takes all its steps. */
export function searchExample(
  { stderr }: Surroundings,
  before: Model,
  after: Model,
  bounds: { readonly maxTuples: number; readonly maxSteps: number },
): CounterexampleSearch {
  const progress = new Progress(stderr);
  try {
    return findCounterexample(before, after, {
      ...bounds,
      onProgress: (steps, tuples) => {
        if (steps % EVERY === 0)
          progress.say(`looking for an example of ${tuples} tuples: ${steps.toLocaleString("en")} tried`);
      },
    });
  } finally {
    progress.end();
  }
}
