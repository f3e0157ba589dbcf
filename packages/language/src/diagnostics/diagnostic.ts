import type { DiagnosticCode } from "./diagnostic-codes.ts";

/**
 * Where a diagnostic points. Offsets count UTF-16 units from 0, the end exclusive; lines and columns count from 1,
 * columns in UTF-16 units, as editors do. The end is where the next character would stand.
 */
export interface Span {
  readonly path: string;
  readonly start: number;
  readonly end: number;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

export type Severity = "error" | "warning";

/** One thing that is wrong with a model file, or doubtful. The message says what, the hint how to mend it. */
export interface Diagnostic {
  readonly code: DiagnosticCode;
  readonly severity: Severity;
  readonly message: string;
  readonly hint: string;
  readonly span: Span;
}
