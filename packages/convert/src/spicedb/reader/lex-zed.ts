import type { SourceFile } from "@relata/language";
import { endOfCel } from "./scan-cel.ts";
import type { ZedComment, ZedToken, ZedTokenKind } from "./token.ts";
import type { Refusals } from "../../refusal.ts";

const SPACE = /[^\S\n]+/y;
const LINE_COMMENT = /\/\/[^\n]*/y;
const NAME = /[A-Za-z_][A-Za-z0-9_]*/y;
const SYMBOL = /->|\.\.\.|[{}()<>:;,.|#*+\-&=/]/y;
const STRING = /"[^"\n]*"|'[^'\n]*'/y;
const UNEXPECTED = /[^\s\w"'{}()<>:;,.|#*+\-&=/]+|["'0-9]/uy;

export interface LexedZed {
  readonly tokens: readonly ZedToken[];
  /** In the order of the text; those inside of caveats are in the text of these. */
  readonly comments: readonly ZedComment[];
}

/**
 * The tokens of a schema file, whatever it holds: what is no token is reported and left out, one report for a run of such
 * characters. Line breaks end statements in this language, so each token knows whether it begins a line. The expression of a
 * caveat is one token: it is CEL, which is another language.
 *
 * Law: tokens and comments lie in the order of the text and do not overlap.
 * Cost: linear in the text.
 *
 * Refusals: `source_syntax`.
 */
export function lexZed(source: SourceFile, refusals: Refusals): LexedZed {
  return new Lexer(source, refusals).read();
}

class Lexer {
  readonly #source: SourceFile;
  readonly #text: string;
  readonly #refusals: Refusals;
  readonly #tokens: ZedToken[] = [];
  readonly #comments: ZedComment[] = [];
  #at: number;
  #startsLine = true;
  /** Whether a caveat has begun of which the brace is still to come. */
  #awaitsCel = false;

  constructor(source: SourceFile, refusals: Refusals) {
    this.#source = source;
    this.#text = source.text;
    this.#refusals = refusals;
    this.#at = source.text.startsWith("\u{FEFF}") ? 1 : 0;
  }

  read(): LexedZed {
    while (this.#at < this.#text.length) this.#next();
    const end = this.#tokens.at(-1)?.end ?? 0;
    this.#tokens.push({ kind: "end", text: "", start: end, end, startsLine: true, startsStatement: true });
    return { tokens: this.#tokens, comments: this.#comments };
  }

  #next(): void {
    if (this.#match(SPACE) !== undefined) return;
    if (this.#text[this.#at] === "\n") {
      this.#at++;
      this.#startsLine = true;
      return;
    }
    const start = this.#at;
    const comment = this.#match(LINE_COMMENT);
    if (comment !== undefined) this.#keep(comment.trimEnd(), start);
    else if (this.#text.startsWith("/*", start)) this.#block(start);
    else this.#token(start);
  }

  /** A comment over several lines ends a statement as a line break does. One that is left open is reported. */
  #block(start: number): void {
    const close = this.#text.indexOf("*/", start + 2);
    if (close === -1) {
      this.#at = start + 2;
      this.#report(start, "this comment does not end", "close it with `*/`");
      return;
    }
    this.#at = close + 2;
    const text = this.#text.slice(start, this.#at);
    this.#keep(text, start);
    if (text.includes("\n")) this.#startsLine = true;
  }

  #keep(text: string, start: number): void {
    this.#comments.push({ text, start, end: start + text.length });
  }

  #token(start: number): void {
    const name = this.#match(NAME);
    if (name !== undefined) return this.#name(name, start);
    const string = this.#match(STRING);
    if (string !== undefined) return this.#push("string", string.slice(1, -1), start);
    const symbol = this.#match(SYMBOL);
    if (symbol !== undefined) {
      this.#push("symbol", symbol, start);
      if (symbol === "{" && this.#awaitsCel) this.#cel();
      return;
    }
    const run = this.#match(UNEXPECTED) ?? "";
    if (run === "") this.#at++;
    this.#report(start, `unexpected ${JSON.stringify(run.slice(0, 20))}`, "schemas hold names, symbols and comments");
  }

  #name(name: string, start: number): void {
    const before = this.#tokens.at(-1);
    const begins = this.#startsLine || before === undefined || before.text === "}" || before.text === ";";
    if (begins) this.#awaitsCel = name === "caveat";
    this.#push("name", name, start);
  }

  /** The text up to the brace that closes the caveat, as one token, trimmed. Where there is none, nothing is taken. */
  #cel(): void {
    this.#awaitsCel = false;
    const end = endOfCel(this.#text, this.#at);
    if (end === -1) return this.#report(this.#at - 1, "this caveat does not end", "close it with `}`");
    const whole = this.#text.slice(this.#at, end);
    const text = whole.trim();
    const start = this.#at + whole.indexOf(text);
    this.#at = end;
    this.#tokens.push({
      kind: "cel",
      text,
      start,
      end: start + text.length,
      startsLine: false,
      startsStatement: false,
    });
  }

  #push(kind: ZedTokenKind, text: string, start: number): void {
    const startsLine = this.#startsLine;
    const startsStatement = startsLine && canEndStatement(this.#tokens.at(-1));
    this.#tokens.push({ kind, text, start, end: this.#at, startsLine, startsStatement });
    this.#startsLine = false;
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const text = pattern.exec(this.#text)?.[0];
    if (text !== undefined) this.#at += text.length;
    return text;
  }

  #report(start: number, message: string, hint: string): void {
    this.#refusals.refuse(
      "source_syntax",
      { source: this.#source, start, end: Math.max(start + 1, this.#at) },
      message,
      hint,
    );
  }
}

/** Whether a line break behind the token ends a statement. */
function canEndStatement(token: ZedToken | undefined): boolean {
  return token?.kind !== "symbol" || ["}", ")", "*", ">", "..."].includes(token.text);
}
