/** Where something stands in a suite: lines and columns count from 1, columns in UTF-16 units, as editors do. */
export interface Place {
  readonly path: string;
  readonly line: number;
  readonly column: number;
}

/** One thing that is wrong with a suite, or with what it names. The message says what, and how to mend it. */
export interface Problem {
  readonly place: Place;
  readonly message: string;
}

/** `invoices.relata.yaml:12:5`: what terminals and editors make a link of. */
export function formatPlace({ path, line, column }: Place): string {
  return `${path}:${line}:${column}`;
}

/** In the order of the files: by path, line and column. */
export function comparePlaces(a: Place, b: Place): number {
  if (a.path !== b.path) return a.path < b.path ? -1 : 1;
  return a.line - b.line || a.column - b.column;
}
