import type { IgnoreSyntax, Name } from "../parser/syntax.ts";
import { ERRORS, WARNINGS } from "./diagnostic-codes.ts";
import { meant } from "./meant.ts";
import type { Report, Reporter } from "./reporter.ts";
import type { Place, SourceFile } from "./source-file.ts";

/** Warnings about the warnings: to silence these, one removes the comment. */
const NEVER_SILENCED: ReadonlySet<string> = new Set(["unused_ignore", "unknown_ignore", "more_warnings"]);

/** Which line an offset of a file lies on. */
export type LineOf = (source: SourceFile, offset: number) => number;

/**
 * The comments that silence warnings, by the line that they are for. Errors are never silenced: a model with one is none.
 */
export class Ignores {
  readonly #ignores: IgnoreSyntax[] = [];
  readonly #lineOf: LineOf;
  /** By file, line and code. */
  readonly #codes = new Map<SourceFile, Map<number, Map<string, Name>>>();

  constructor(lineOf: LineOf) {
    this.#lineOf = lineOf;
  }

  add(ignore: IgnoreSyntax): void {
    this.#ignores.push(ignore);
    const { source } = ignore.place;
    const lines = this.#codes.get(source) ?? new Map<number, Map<string, Name>>();
    this.#codes.set(source, lines);
    const first = this.#lineOf(source, ignore.from);
    const last = this.#lineOf(source, ignore.to);
    for (const code of ignore.codes) {
      // Why: of a comment that is repeated many times over one long part, each would be gone through again.
      if (lines.get(first)?.has(code.text) === true && lines.get(last)?.has(code.text) === true) continue;
      if (Object.hasOwn(WARNINGS, code.text)) silence(lines, first, last, code);
    }
  }

  /** The code in a comment that silences a warning, if there is one. */
  silencing(code: string, { source, start }: Place): Name | undefined {
    const lines = this.#codes.get(source);
    if (lines === undefined || NEVER_SILENCED.has(code) || !Object.hasOwn(WARNINGS, code)) return undefined;
    return lines.get(this.#lineOf(source, start))?.get(code);
  }

  /**
   * Warns of comments that silence nothing among the reports, and of codes that are none. A code that stands twice for
   * one line silences once. Warnings: `unused_ignore`, `unknown_ignore`.
   */
  judge(reports: readonly Report[], reporter: Reporter): void {
    const used = new Set(reports.map(({ code, place }) => this.silencing(code, place)));
    for (const { codes, place } of this.#ignores) {
      if (codes.length === 0) {
        const hint = "name the warnings: `// relata-ignore unread_relation`";
        reporter.report("unknown_ignore", place, "this ignore names no warning", hint);
      }
      for (const code of codes) if (!used.has(code)) judgeCode(code, reporter);
    }
  }
}

function silence(lines: Map<number, Map<string, Name>>, first: number, last: number, code: Name): void {
  for (let line = first; line <= last; line++) {
    const codes = lines.get(line) ?? new Map<string, Name>();
    lines.set(line, codes);
    if (!codes.has(code.text)) codes.set(code.text, code);
  }
}

function judgeCode({ text, place }: Name, reporter: Reporter): void {
  if (Object.hasOwn(ERRORS, text)) {
    reporter.report("unknown_ignore", place, `\`${text}\` is an error, and errors cannot be silenced`, "mend it");
  } else if (NEVER_SILENCED.has(text)) {
    reporter.report("unknown_ignore", place, `\`${text}\` cannot be silenced`, "mend what it points at");
  } else if (!Object.hasOwn(WARNINGS, text)) {
    const known = new Set(Object.keys(WARNINGS).filter((code) => !NEVER_SILENCED.has(code)));
    reporter.report("unknown_ignore", place, `there is no warning \`${text}\``, meant(text, known));
  } else {
    const message = `there is no warning \`${text}\` to silence here`;
    reporter.report("unused_ignore", place, message, "remove it, or move it to the line above what it is for");
  }
}
