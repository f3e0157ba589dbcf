import { FALSE, formatSubject, TRUE, type Truth } from "@relata/model";
import type { Explanation, Reason } from "@relata/resolver";
import { Drawing, type Colour } from "./draw.ts";
import { showNameOn } from "./show-name.ts";

export interface RenderOptions {
  /** Wraps a piece of a line in the colour of its role. Nothing is coloured unless given. */
  readonly colour?: Colour;
}

/**
 * An explanation as a tree of text, for people: `✓` what is true, `✗` what is false, `?` what is undecided. What is
 * allowed shows its proof; what is denied, all that failed, nearest first; what is conditional, what is missing.
 *
 * ```text
 * ✗ user:bad does not have read on invoice:1
 * └─ ✗ excluded by banned on invoice:1: invoice:1#banned@user:bad
 * ```
 *
 * Each name is written out once, so the tree is never larger than the explanation. What is very deep or wide is cut,
 * and the last line says how much of it is shown. No line break at the end.
 */
export function renderExplanation({ reasons }: Explanation, { colour = plain }: RenderOptions = {}): string {
  return reasons.map((reason) => renderReason(reason, colour)).join("\n\n");
}

function renderReason(reason: Reason, colour: Colour): string {
  const [root] = reason.names;
  if (root === undefined) return "";
  const text = `${formatSubject(reason.subject)} ${verb(root.truth)} ${showNameOn(root.name, root.object)}`;
  return new Drawing(reason, colour).draw({ truth: root.truth, text, below: [], name: root }).join("\n");
}

function verb(truth: Truth): string {
  if (truth === TRUE) return "has";
  return truth === FALSE ? "does not have" : "may have";
}

function plain(_role: string, text: string): string {
  return text;
}
