/** One file of a model. Paths are relative to one folder, with `/` between their parts. */
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
