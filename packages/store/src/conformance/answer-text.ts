import { canonicalJson, compareText, compareTuples, formatTuple } from "@relata/model";
import type { Answer } from "@relata/resolver";

/** An answer as text, in canonical order: it promises none, but for ids. */
export function answerText(answer: Answer): readonly string[] {
  if ("tuples" in answer) return [...answer.tuples].sort(compareTuples).map(formatTuple);
  if ("ids" in answer) return answer.ids;
  return Object.entries(answer.attributes)
    .map(([name, value]) => `${name} ${canonicalJson(value)}`)
    .sort(compareText);
}
