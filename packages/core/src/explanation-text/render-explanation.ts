import { FALSE, formatSubject, TRUE, type SubjectRef, type Truth } from "@relata/model";
import type { Explanation, Miss, NamedReason, Reason } from "@relata/resolver";
import type { Branch } from "./branch.ts";
import { Drawing, type Colour } from "./draw.ts";
import { Outline } from "./outline.ts";
import { sayMiss } from "./say-miss.ts";
import { showNameOn } from "./show-name.ts";

/** What stands above the nearest misses. */
export const WOULD_ALLOW = "any one of these would allow it";

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
 * and the last line says how much of it is shown. Behind the trees stand the nearest misses. No line break at the end.
 */
export function renderExplanation({ reasons, misses }: Explanation, { colour = plain }: RenderOptions = {}): string {
  const trees = reasons.map((reason) => renderReason(reason, colour));
  return [...trees, ...(misses.length === 0 ? [] : [renderMisses(misses, colour)])].join("\n\n");
}

function renderMisses(misses: readonly Miss[], colour: Colour): string {
  const lines = misses.map((miss, i) => {
    const left = colour("lines", i === misses.length - 1 ? "└─ " : "├─ ");
    return `${left}${sayMiss(miss)}`;
  });
  return [WOULD_ALLOW, ...lines].join("\n");
}

function renderReason(reason: Reason, colour: Colour): string {
  const [root] = reason.names;
  if (root === undefined) return "";
  return new Drawing(new Outline(reason), colour).draw(rootOf(reason.subject, root)).join("\n");
}

/** The line that says what was asked, and the answer for one subject. */
export function rootOf(subject: SubjectRef, root: NamedReason): Branch {
  const text = `${formatSubject(subject)} ${verb(root.truth)} ${showNameOn(root.name, root.object)}`;
  return { truth: root.truth, text, below: [], name: root };
}

function verb(truth: Truth): string {
  if (truth === TRUE) return "has";
  return truth === FALSE ? "does not have" : "may have";
}

function plain(_role: string, text: string): string {
  return text;
}
