import { renderExplanation } from "@relata/core";
import type { Model } from "@relata/model";
import { explain, type Graph } from "@relata/resolver";
import type { ShowsExpectation } from "../suite/suite.ts";
import type { Judgement } from "./judgement.ts";
import { sayDecision } from "./outcome-text.ts";

/**
 * Whether a line of the reasons, as `relata explain` prints it, holds the text.
 *
 * @throws Failure `paradox`, `policy_failed`, `budget_exceeded`
 */
export function judgeShows(model: Model, graph: Graph, { question, shows }: ShowsExpectation): Judgement {
  const explanation = explain(model, graph, question);
  // Why without the misses: what would allow it is no reason.
  const passes = renderExplanation({ ...explanation, misses: [] })
    .split("\n")
    .some((line) => holdsWords(line, shows));
  return {
    passes,
    expected: `an explanation that shows \`${shows}\``,
    actual: passes ? "it does" : `${sayDecision(explanation.decision)}, for another reason`,
    missing: [],
    explain: () => [explanation],
  };
}

/** Whether the text stands in the line as whole words: `user:ann` is not shown by a line about `user:anna`. */
function holdsWords(line: string, text: string): boolean {
  for (let at = line.indexOf(text); at !== -1; at = line.indexOf(text, at + 1)) {
    const [before, after] = [line.slice(0, at), line.slice(at + text.length)];
    if (/(^|\s)$/.test(before) && /^[,:;]?(\s|$)/.test(after)) return true;
  }
  return false;
}
