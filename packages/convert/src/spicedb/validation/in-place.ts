import type { SourceFile } from "@relata/language";
import { isScalar, type Scalar } from "yaml";

import type { Origin } from "../../origin.ts";

/** A text with where it stands. */
export interface Line {
  readonly text: string;
  readonly origin: Origin;
}

/** Where a value stands. */
export function originOf(source: SourceFile, node: unknown): Origin {
  const range = (node as { range?: readonly [number, number, number] } | null | undefined)?.range;
  return { source, start: range?.[0] ?? 0, end: range?.[1] ?? 0 };
}

/** The offset at which the lines of a block (`|` or `>`) begin; undefined for any other value. */
function blockStart(source: SourceFile, node: Scalar): number | undefined {
  if (node.type !== "BLOCK_LITERAL" && node.type !== "BLOCK_FOLDED") return undefined;
  return source.text.indexOf("\n", node.range?.[0] ?? 0) + 1;
}

/**
 * The lines of a text, each without the white space around it and where it stands in the file. A block is read line by line as it
 * stands there: folding would join what a person has put on two lines. Of any other text the lines stand where the text does.
 */
export function linesOf(source: SourceFile, node: unknown): readonly Line[] {
  if (!isScalar(node) || typeof node.value !== "string") return [];
  const start = blockStart(source, node);
  const whole = originOf(source, node);
  if (start === undefined) return node.value.split("\n").map((line) => ({ text: line.trim(), origin: whole }));
  const lines: Line[] = [];
  let at = start;
  for (const line of source.text.slice(start, whole.end).split("\n")) {
    const text = line.trim();
    const from = at + line.indexOf(text);
    lines.push({ text, origin: { source, start: from, end: from + text.length } });
    at += line.length + 1;
  }
  return lines;
}

/**
 * A text as a file of its own. A block becomes the whole file with all else blanked out, so that what is said of it points to where it
 * stands; for any other text `inPlace` is false.
 */
export function fileOf(source: SourceFile, node: Scalar): { readonly file: SourceFile; readonly inPlace: boolean } {
  const start = blockStart(source, node);
  if (start === undefined) return { file: { path: source.path, text: String(node.value) }, inPlace: false };
  const end = node.range?.[1] ?? source.text.length;
  const blank = source.text.slice(0, start).replaceAll(/[^\n]/g, " ");
  return { file: { path: source.path, text: blank + source.text.slice(start, end) }, inPlace: true };
}
