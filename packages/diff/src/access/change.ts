import type { Answer } from "./answers.ts";

/** An answer on both sides. */
export interface Change {
  readonly before: Answer;
  readonly after: Answer;
}

const RANK: Readonly<Record<Answer, number>> = { failed: -1, denied: 0, conditional: 1, allowed: 2 };

/** Whether more is granted than before. */
export function isMore({ before, after }: Change): boolean {
  return RANK[after] > RANK[before];
}
