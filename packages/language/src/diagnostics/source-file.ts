/**
 * One file of a model: its text, already decoded, and the path by which imports and diagnostics name it. Paths have `/`
 * between their parts on every system, and are relative to one folder or all begin with `/`.
 */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/** A stretch of a file, in UTF-16 units; the end is exclusive. */
export interface Place {
  readonly source: SourceFile;
  readonly start: number;
  readonly end: number;
}

/** From the start of one place to the end of another in the same file. */
export function spanning(first: Place, last: Place): Place {
  return { source: first.source, start: first.start, end: last.end };
}
