import { compareText } from "@relata/model";

import { WARNINGS, type DiagnosticCode } from "./diagnostic-codes.ts";
import type { IgnoreSyntax } from "../parser/syntax.ts";
import type { Diagnostic, Severity, Span } from "./diagnostic.ts";
import { Ignores } from "./ignores.ts";
import { LineStarts } from "./line-starts.ts";
import type { Place, SourceFile } from "./source-file.ts";

/** Diagnostics shown of one compilation, before the one that counts the others. */
export const MAX_DIAGNOSTICS = 100;

/** Why lazy: a hint may search all names, and is wanted only for the diagnostics that are shown. */
export type Hint = string | (() => string);

export interface Report {
  readonly code: DiagnosticCode;
  readonly place: Place;
  readonly message: string;
  readonly hint: Hint;
}

/**
 * Collects what is wrong while files are read and checked. Lines and hints are worked out at the end, and only for what
 * is shown, so that a file with a hundred thousand mistakes costs little more than one without.
 */
export class Reporter {
  readonly #reports: Report[] = [];
  readonly #lines = new Map<SourceFile, LineStarts>();
  readonly #ignores = new Ignores((source, offset) => this.#linesOf(source).locate(offset).line);

  report(code: DiagnosticCode, place: Place, message: string, hint: Hint): void {
    this.#reports.push({ code, place, message, hint });
  }

  /** Silences the warnings that a comment names, on the line that it is for. */
  ignore(comment: IgnoreSyntax): void {
    this.#ignores.add(comment);
  }

  /** Warns of comments that silence nothing. Asked once, when nothing else will be reported. */
  judgeIgnores(): void {
    this.#ignores.judge([...this.#reports], this);
  }

  get hasErrors(): boolean {
    return this.#reports.some((report) => severityOf(report.code) === "error");
  }

  /** `authz.relata:12`: a place for a message. */
  describe({ source, start }: Place): string {
    return `${source.path}:${this.#linesOf(source).locate(start).line}`;
  }

  /** The place as data, with lines and columns. */
  spanOf({ source, start, end }: Place): Span {
    const lines = this.#linesOf(source);
    const { line: endLine, column: endColumn } = lines.locate(end);
    return { path: source.path, start, end, ...lines.locate(start), endLine, endColumn };
  }

  /**
   * The diagnostics that no comment silences, by path and offset: the first hundred, errors before warnings, and then one that says how many
   * more there are.
   */
  finish(): readonly Diagnostic[] {
    const told = this.#reports.filter(({ code, place }) => this.#ignores.silencing(code, place) === undefined);
    const bySeverity = told.sort((a, b) => compareText(severityOf(a.code), severityOf(b.code)) || compareReports(a, b));
    const shown = bySeverity.slice(0, MAX_DIAGNOSTICS).sort(compareReports);
    const hidden = bySeverity.slice(MAX_DIAGNOSTICS);
    const [first] = hidden;
    if (first !== undefined) shown.push(countOf(hidden.length, first));
    return shown.map((report) => this.#finished(report));
  }

  #finished({ code, place, message, hint }: Report): Diagnostic {
    const text = typeof hint === "function" ? hint() : hint;
    return { code, severity: severityOf(code), message, hint: text, span: this.spanOf(place) };
  }

  #linesOf(source: SourceFile): LineStarts {
    const known = this.#lines.get(source);
    if (known !== undefined) return known;
    const lines = new LineStarts(source.text);
    this.#lines.set(source, lines);
    return lines;
  }
}

/** Invariant: hidden reports begin with an error if any is one, so no refused model looks as if it had only warnings. */
function countOf(count: number, first: Report): Report {
  const kind = severityOf(first.code) === "error" ? "more_errors" : "more_warnings";
  const message = `${count} more ${count === 1 ? "diagnostic is" : "diagnostics are"} not shown`;
  return { code: kind, place: first.place, message, hint: "mend the first ones; many may have one cause" };
}

/** Stable for mistakes at one place: the one that was found first comes first. */
function compareReports(a: Report, b: Report): number {
  return compareText(a.place.source.path, b.place.source.path) || a.place.start - b.place.start;
}

/** A code is an error or a warning, everywhere and always. */
function severityOf(code: DiagnosticCode): Severity {
  return Object.hasOwn(WARNINGS, code) ? "warning" : "error";
}
