import type { SourceFile } from "@relata/language";

/** A stretch of a file, in UTF-16 units; the end is exclusive. */
export interface Place {
  readonly source: SourceFile;
  readonly start: number;
  readonly end: number;
}
