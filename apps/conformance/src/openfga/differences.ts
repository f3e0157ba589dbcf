import type { Answer } from "./fga-question.ts";

/** A kind of case to which relata gives another answer on purpose. */
interface Difference {
  readonly reason: string;
  readonly covers: (expectedCode: number, answer: Answer) => boolean;
}

/** Every difference on purpose, with its reason. They are told in the output, one by one, and counted apart. */
const DIFFERENCES: readonly Difference[] = [
  {
    reason: "there is no depth at which an answer changes: relata answers where OpenFGA gives up after 25 steps",
    covers: (code, answer) => code === 2002 && (answer.kind === "truth" || answer.kind === "list"),
  },
];

/** Why the answer differs on purpose from the error that is expected; undefined where it does not. */
export function differenceOf(expectedCode: number, answer: Answer): string | undefined {
  return DIFFERENCES.find(({ covers }) => covers(expectedCode, answer))?.reason;
}
