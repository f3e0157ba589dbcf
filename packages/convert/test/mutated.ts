import type { Conversion } from "@relata/convert";
import fc from "fast-check";
import { expect } from "vitest";

/** A text with a few stretches removed, doubled or replaced: what typing and merging leave behind. */
export function mutated(text: string): fc.Arbitrary<string> {
  const place = fc.nat({ max: text.length });
  const stray = fc.constantFrom(
    "{",
    "}",
    "(",
    ")",
    '"',
    "'",
    "`",
    "/*",
    "*/",
    "//",
    "->",
    "\n",
    "+",
    "-",
    ";",
    "...",
    "\0",
    "\u{1F600}",
    "definition ",
    "relation ",
    "caveat c(",
    "|",
    ": ",
    "é",
    "\t",
  );
  const change = fc.record({ at: place, length: fc.nat({ max: 12 }), put: fc.oneof(stray, fc.constant("")) });
  return fc.array(change, { minLength: 1, maxLength: 4 }).map((changes) => {
    return changes.reduce((on, { at, length, put }) => on.slice(0, at) + put + on.slice(at + length), text);
  });
}

/** What is wrong with a conversion, whatever the text: it is neither a model nor refusals that each point into the text. */
function faultsOf(text: string, { converted, refusals }: Conversion): readonly unknown[] {
  if ((converted === undefined) !== refusals.length > 0) return ["neither a model nor refusals"];
  const lines = text.split("\n").length;
  return refusals.filter(({ span, message, hint }) => {
    const points = span.start >= 0 && span.start <= text.length && span.end >= span.start && span.line <= lines;
    return !points || message === "" || hint === "";
  });
}

/** Converts texts of that kind, and expects no fault of any. */
export function expectNoFaults(
  texts: fc.Arbitrary<string>,
  convert: (text: string) => Conversion,
  numRuns: number,
): void {
  fc.assert(
    fc.property(texts, (text) => {
      expect({ text, faults: faultsOf(text, convert(text)) }).toEqual({ text, faults: [] });
    }),
    { numRuns },
  );
}
