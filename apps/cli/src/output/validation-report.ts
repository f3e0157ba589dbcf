import type { Diagnostic, DiagnosticCode, Severity } from "@relata/language";
import type { ValidatedModel } from "../validate-model.ts";
import { shownFile } from "../load-model.ts";
import { counted } from "./model-summary.ts";

/**
 * What `relata validate --json` prints: `docs/reference/validate.md` describes it, and editors read it. Within version 1
 * nothing is taken away and nothing changes its meaning; parts may be added.
 */
export interface ValidationReport {
  readonly version: 1;
  /** Whether every model can be used: there may be warnings. */
  readonly valid: boolean;
  readonly errors: number;
  readonly warnings: number;
  readonly models: readonly ModelReport[];
  /** In the order of the models, in each by path and place; what two models share stands once. */
  readonly diagnostics: readonly DiagnosticReport[];
}

export interface ModelReport {
  readonly path: string;
  readonly valid: boolean;
  /** All that were read, imports included. */
  readonly files: readonly string[];
}

export interface DiagnosticReport {
  readonly path: string;
  readonly severity: Severity;
  readonly code: DiagnosticCode;
  readonly message: string;
  readonly hint: string;
  readonly start: Position;
  /** Exclusive. */
  readonly end: Position;
}

/** The offset counts UTF-16 units from 0, line and column from 1. */
export interface Position {
  readonly offset: number;
  readonly line: number;
  readonly column: number;
}

/** The report of the models, with paths as the caller would write them. */
export function validationReport(
  models: readonly ValidatedModel[],
  diagnostics: readonly Diagnostic[],
): ValidationReport {
  return {
    version: 1,
    valid: models.every(({ valid }) => valid),
    errors: count(diagnostics, "error"),
    warnings: count(diagnostics, "warning"),
    models: models.map(({ shownPath, valid, read }) => ({ path: shownPath, valid, files: filesOf(read) })),
    diagnostics: diagnostics.map(diagnosticReport),
  };
}

/** "2 errors, 1 warning in 3 files": the files are all that were read. */
export function validationSummary(models: readonly ValidatedModel[], diagnostics: readonly Diagnostic[]): string {
  const errors = count(diagnostics, "error");
  const warnings = count(diagnostics, "warning");
  const parts = [
    ...(errors > 0 ? [counted(errors, "error", "errors")] : []),
    ...(warnings > 0 ? [counted(warnings, "warning", "warnings")] : []),
  ];
  const files = new Set(models.flatMap(({ read }) => filesOf(read)));
  return `${parts.join(", ")} in ${counted(files.size, "file", "files")}`;
}

function count(diagnostics: readonly Diagnostic[], wanted: Severity): number {
  return diagnostics.filter(({ severity }) => severity === wanted).length;
}

function filesOf({ place, compilation }: ValidatedModel["read"]): readonly string[] {
  return compilation.files.map(({ path }) => shownFile(place, path));
}

function diagnosticReport({ severity, code, message, hint, span }: Diagnostic): DiagnosticReport {
  return {
    path: span.path,
    severity,
    code,
    message,
    hint,
    start: { offset: span.start, line: span.line, column: span.column },
    end: { offset: span.end, line: span.endLine, column: span.endColumn },
  };
}
