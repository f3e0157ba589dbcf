import { own, type JsonObject, type Tuple } from "@relata/model";
import type { FgaTarget } from "@relata/convert";

import type { Answer, FgaQuestion } from "./fga-question.ts";

/** A case of which the answer is not the one that is expected. */
export interface Differing {
  readonly question: FgaQuestion;
  readonly expectedCode: number | undefined;
  readonly answer: Answer;
  readonly tuples: readonly Tuple[];
  readonly target: FgaTarget;
}

/** A kind of case to which relata gives another answer on purpose. */
interface Difference {
  readonly reason: string;
  readonly covers: (differing: Differing) => boolean;
}

/**
 * Every difference on purpose, with its reason. They are told in the output, one by one, and counted apart. In the suites of OpenFGA
 * they are four cases: two of each.
 */
const DIFFERENCES: readonly Difference[] = [
  {
    reason: "there is no depth at which an answer changes: relata answers where OpenFGA gives up after 25 steps",
    covers: ({ expectedCode, answer }) => expectedCode === 2002 && (answer.kind === "truth" || answer.kind === "list"),
  },
  {
    reason:
      "a list is what `check` says, id by id: a parameter that is missing on one way matters only where no other way decides, while " +
      "OpenFGA fails the whole list, though its own check of each entry has an answer",
    covers: ({ question, expectedCode, answer, tuples, target }) =>
      question.kind !== "check" &&
      expectedCode === 2000 &&
      answer.kind === "list" &&
      answer.entries.length > 0 &&
      tuples.some((tuple) => lacksParameter(tuple, question.context, target)),
  },
];

/** Why the answer differs on purpose; undefined where it does not. */
export function differenceOf(differing: Differing): string | undefined {
  return DIFFERENCES.find(({ covers }) => covers(differing))?.reason;
}

/** Whether a tuple carries a condition of which neither it nor the request has every parameter. */
function lacksParameter({ policy }: Tuple, context: JsonObject, { index }: FgaTarget): boolean {
  if (policy === undefined) return false;
  const required = index.policies.get(policy.name)?.required ?? [];
  return required.some((name) => own(policy.parameters, name) === undefined && own(context, name) === undefined);
}
