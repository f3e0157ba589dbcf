import { WIDTH } from "../printer/width.ts";
import { columnsOf, type TrailingComment } from "./layout.ts";
import type { TextLine } from "./render.ts";

/** Columns between code and the comment behind it, at least. */
const GAP = 2;

/** A line with a comment behind its code. */
interface Remarked {
  readonly code: string;
  readonly columns: number;
  readonly comment: TrailingComment;
}

/**
 * The lines as text. Comments behind neighbouring lines of one indentation line up. A comment whose neighbours have none
 * keeps the columns that its author left before it, if there are two at least and it ends within the width of a line.
 */
export function joinLines(lines: readonly TextLine[]): string {
  const written: string[] = [];
  let run: Remarked[] = [];
  let indent = 0;
  const end = (): void => {
    for (const line of joinRun(run)) written.push(line);
    run = [];
  };
  for (const line of lines) {
    const code = line.text === "" ? "" : " ".repeat(line.indent) + line.text;
    if (line.comment === undefined || line.indent !== indent) end();
    indent = line.indent;
    if (line.comment === undefined) written.push(code);
    else run.push({ code, columns: columnsOf(code), comment: line.comment });
  }
  end();
  return `${written.join("\n")}\n`;
}

function joinRun(run: readonly Remarked[]): readonly string[] {
  const [first] = run;
  if (first === undefined) return [];
  if (run.length === 1) return [join(first, endsWithin(first, first.comment.gap) ? first.comment.gap : GAP)];
  const column = run.reduce((most, { columns }) => Math.max(most, columns), 0) + GAP;
  // Why: of lines of very different lengths, the short ones would lose their comments on the right.
  const isAligned = run.every((line) => endsWithin(line, column - line.columns) || !endsWithin(line, GAP));
  return run.map((line) => join(line, isAligned ? column - line.columns : GAP));
}

function endsWithin({ columns, comment }: Remarked, gap: number): boolean {
  return columns + gap + columnsOf(comment.text) <= WIDTH;
}

function join({ code, comment }: Remarked, gap: number): string {
  return code + " ".repeat(Math.max(gap, GAP)) + comment.text;
}
