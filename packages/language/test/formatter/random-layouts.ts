import * as fc from "fast-check";
import type { Written } from "./random-tokens.ts";

/** What may stand between two tokens, or be all of it: white space, and comments of each kind. */
const SPACES = ["", "", "", " ", " ", "  ", "\t", "\n", "\n  ", "\r\n", "\r"];
const EMPTY_LINES = ["\n\n", "\n \n\n\n", "\r\n\r\n  "];
const COMMENTS = [
  " // behind\n",
  "// touching\r\n",
  "     // wide\n",
  "\n// own line \n",
  "\n\n  // own line after an empty one\n\n",
  " // two\n // comments\n",
  "\n/// doc\n",
  " /// doc behind  \n/// and below\n\n",
  "\n//\n",
  "\n//// no doc\n",
  ` // ${"long ".repeat(30)}\n`,
];

/** Every gap by a number; the numbers are taken in turn, so that few of them lay out a text of any length. */
function gapsFrom(gaps: readonly string[]): fc.Arbitrary<readonly string[]> {
  return fc.array(fc.constantFrom(...gaps), { minLength: 40, maxLength: 40, size: "max" });
}

/** Layouts with white space alone, and no empty lines. */
export const plainLayouts = gapsFrom(SPACES);

/** Layouts with anything between any tokens; comments are rare, or everywhere. */
export const layouts = fc.oneof(
  gapsFrom([...SPACES, ...SPACES, ...EMPTY_LINES, ...COMMENTS]),
  gapsFrom([...Array.from({ length: 20 }, () => SPACES).flat(), ...EMPTY_LINES, ...COMMENTS]),
  gapsFrom(COMMENTS),
);

/**
 * The tokens with those gaps between them, and after the last. Why the index moves on unevenly: the pattern of gaps would
 * else meet the pattern of a list at the same places.
 */
export function laidOut(tokens: Written, gaps: readonly string[]): string {
  let text = gaps[0]?.includes("//") === true ? gaps[0] : "";
  for (const [i, token] of tokens.entries()) {
    const gap = gaps[(i + Math.floor(i / gaps.length) * 7) % gaps.length] ?? "";
    const next = tokens[i + 1] ?? "";
    text += token + (gap === "" && /\w$/.test(token) && /^\w/.test(next) ? " " : gap);
  }
  return text;
}
