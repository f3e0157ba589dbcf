import type { SourceFile } from "@relata/language";

import type { Origin } from "../origin.ts";
import type { Sourced } from "../sourced/sourced.ts";

/**
 * Where the text of a literal block stands in its file: line by line, each behind the indentation that the block takes off. Undefined of
 * other text, whose offsets are not those of what it holds.
 */
export function blockText(
  value: Sourced,
  source: SourceFile,
  text: string,
): ((start: number, end: number) => Origin) | undefined {
  const { block } = value;
  if (block === undefined) return undefined;
  const first = source.text.indexOf("\n", block.start) + 1;
  const indent = indentOf(source.text.slice(first, block.end), text);
  const offsetOf = (offset: number): number => {
    const before = text.slice(0, offset);
    const line = before.split("\n").length - 1;
    let start = first;
    for (let i = 0; i < line; i++) start = source.text.indexOf("\n", start) + 1;
    return Math.min(start + indent + (offset - (before.lastIndexOf("\n") + 1)), block.end);
  };
  return (start, end) => ({ source, start: offsetOf(start), end: offsetOf(end) });
}

/** The columns that were taken off: those before the first line that holds something, less what is left of them. */
function indentOf(written: string, text: string): number {
  return columns(written) - columns(text);
}

function columns(lines: string): number {
  return /^(?:[ \t]*\n)*([ ]*)\S/.exec(lines)?.[1]?.length ?? 0;
}
