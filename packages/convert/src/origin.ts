import type { SourceFile, Span } from "@relata/language";

/** Where in the source something comes from, in UTF-16 units; the end is exclusive. */
export interface Origin {
  readonly source: SourceFile;
  readonly start: number;
  readonly end: number;
}

/** The origin as data, with lines and columns. Cost: linear in the text before it. */
export function spanOf({ source, start, end }: Origin): Span {
  const { line, column } = locate(source.text, start);
  const { line: endLine, column: endColumn } = locate(source.text, end);
  return { path: source.path, start, end, line, column, endLine, endColumn };
}

function locate(text: string, offset: number): { line: number; column: number } {
  let line = 1;
  let lineStart = 0;
  for (let at = text.indexOf("\n"); at !== -1 && at < offset; at = text.indexOf("\n", at + 1)) {
    line++;
    lineStart = at + 1;
  }
  return { line, column: offset - lineStart + 1 };
}
