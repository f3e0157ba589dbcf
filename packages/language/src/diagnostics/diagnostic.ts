import type { DiagnosticCode } from "./diagnostic-codes.ts";

/**
 * Where a diagnostic points. Offsets count UTF-16 units from 0, the end exclusive; line and column count from 1, the
 * column in UTF-16 units, as editors do.
 */
export interface Span {
  readonly path: string;
  readonly start: number;
  readonly end: number;
  readonly line: number;
  readonly column: number;
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
