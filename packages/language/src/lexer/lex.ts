import type { DiagnosticCode } from "../diagnostics/diagnostic-codes.ts";
import type { Hint, Reporter } from "../diagnostics/reporter.ts";
import type { SourceFile } from "../diagnostics/source-file.ts";
import { describeCharacter, isBareName, isKeyword, nameProblem } from "./name-rules.ts";
import type { Comment, Token, TokenKind } from "./token.ts";

const SPACE = /[ \t\r\n]+/y;
const LINE_COMMENT = /\/\/[^\n]*/y;
const NAME = /[A-Za-z_][A-Za-z0-9_]*/y;
const NUMBER = /\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const SYMBOL = /->|&&|\|\||==|!=|<=|>=|[{}()[\]<>:,.|#*+\-&=!?/%]/y;
const QUOTED = /`[^`\n]*`/y;
const APOSTROPHES = /'[^'\n]*'/y;
const UNEXPECTED = /[^ \t\r\n\w"'`{}()[\]<>:,.|#*+\-&=!?/%]+/uy;

/**
 * The tokens of a file, whatever it holds: what is no token is reported and left out, one diagnostic for a run of such
 * characters. White space and `//` comments part tokens and mean nothing to a model; `///` lines stay with the token that
 * follows. All comments, docs included, are also answered by themselves, for whoever keeps or reads them. The symbols
 * include those of policy expressions.
 *
 * Law: tokens lie in the order of the text and do not overlap; the last one, the `end`, stands behind the last other.
 * Comments lie in the order of the text, and none lies in a token.
 * Cost: linear in the text; no pattern here can go back over what it has matched.
 *
 * Errors: `unexpected_character`, `unterminated_string`, `invalid_string`, `unterminated_name`, `invalid_name`.
 */
export function lex(source: SourceFile, reporter: Reporter): Lexed {
  return new Lexer(source, reporter).read();
}

export interface Lexed {
  readonly tokens: readonly Token[];
  readonly comments: readonly Comment[];
}

/** Where the lexer stands in the text, with the doc comments that wait for the next token. */
class Lexer {
  readonly #source: SourceFile;
  readonly #text: string;
  readonly #reporter: Reporter;
  readonly #tokens: Token[] = [];
  readonly #comments: Comment[] = [];
  #docs: string[] = [];
  #at: number;

  constructor(source: SourceFile, reporter: Reporter) {
    this.#source = source;
    this.#text = source.text;
    this.#reporter = reporter;
    // Why: editors on some systems begin a file with a byte order mark, which is no part of its text.
    this.#at = source.text.startsWith("\u{FEFF}") ? 1 : 0;
  }

  read(): Lexed {
    while (this.#at < this.#text.length) this.#next();
    // Why: what is missing at the end is missing after the last token, not after the blank lines that follow it.
    const end = this.#tokens.at(-1)?.end ?? 0;
    this.#tokens.push({ kind: "end", text: "", start: end, end });
    return { tokens: this.#tokens, comments: this.#comments };
  }

  #next(): void {
    if (this.#match(SPACE) !== undefined) return;
    const start = this.#at;
    const comment = this.#match(LINE_COMMENT);
    if (comment !== undefined) this.#comment(comment, start);
    else if (this.#text.startsWith("/*", this.#at)) this.#blockComment();
    else this.#token();
  }

  #token(): void {
    const start = this.#at;
    const name = this.#match(NAME);
    if (name !== undefined) return this.#name(name, start);
    const symbol = this.#match(SYMBOL);
    if (symbol !== undefined) return this.#push("symbol", symbol, start);
    const number = this.#match(NUMBER);
    if (number !== undefined) return this.#push("number", number, start);
    const character = this.#text[start];
    if (character === '"') return this.#string(start);
    if (character === "`") return this.#quoted(start);
    if (character === "'") return this.#apostrophes(start);
    this.#match(UNEXPECTED);
    const run = describeRun(this.#text.slice(start, this.#at));
    this.#report(
      "unexpected_character",
      start,
      `unexpected ${run}`,
      "a name with other characters stands in backticks",
    );
  }

  /** A bare name or a keyword. One that is too long is reported, and stays the name that it is. */
  #name(text: string, start: number): void {
    if (isKeyword(text)) return this.#push("keyword", text, start);
    if (!isBareName(text)) {
      this.#report(
        "invalid_name",
        start,
        `this name has ${text.length} letters, and 64 are the most`,
        "up to 254 bytes stand in backticks",
      );
    }
    this.#push("name", text, start);
  }

  /** A name in backticks, kept without them. Where the second is missing, the rest of the line is read as it stands. */
  #quoted(start: number): void {
    const whole = this.#match(QUOTED);
    if (whole === undefined) {
      this.#at = start + 1;
      this.#report(
        "unterminated_name",
        start,
        "this name in backticks does not end on its line",
        "close it with a backtick",
      );
      return;
    }
    const name = whole.slice(1, -1);
    const problem = nameProblem(name);
    if (problem !== undefined)
      this.#report("invalid_name", start, `this is not a name: ${problem}`, "choose another name");
    this.#push("quoted", name, start);
  }

  /** A string of JSON. Scanned by hand: a pattern with alternatives would keep a stack as long as the string. */
  #string(start: number): void {
    let at = start + 1;
    while (at < this.#text.length && this.#text[at] !== '"' && this.#text[at] !== "\n") {
      at += this.#text[at] === "\\" && this.#text[at + 1] !== "\n" ? 2 : 1;
    }
    const closed = this.#text[at] === '"';
    this.#at = Math.min(closed ? at + 1 : at, this.#text.length);
    const raw = this.#text.slice(start, this.#at);
    if (!closed) {
      this.#report("unterminated_string", start, "this string does not end on its line", 'close it with `"`');
    }
    const value = closed ? jsonString(raw) : "";
    if (value === undefined) {
      this.#report("invalid_string", start, "this string is not well formed", "strings are written as in JSON");
    }
    this.#push("string", value ?? raw, start);
  }

  /** Text in apostrophes is read as the string that it was meant to be, so that it is one mistake and not three. */
  #apostrophes(start: number): void {
    const whole = this.#match(APOSTROPHES);
    if (whole === undefined) this.#at = start + 1;
    this.#report("invalid_string", start, "unexpected `'`", "strings stand in double quotes");
    if (whole !== undefined) this.#push("string", whole.slice(1, -1), start);
  }

  /** A comment of other languages: passed over to its end, so that what it says is not read as a model. */
  #blockComment(): void {
    const start = this.#at;
    const close = this.#text.indexOf("*/", start + 2);
    this.#at = close === -1 ? start + 2 : close + 2;
    this.#report("unexpected_character", start, "unexpected `/*`", "comments begin with `//` on each line");
  }

  #comment(text: string, start: number): void {
    const kept = text.trimEnd();
    this.#comments.push({ text: kept, start, end: start + kept.length });
    this.#document(text);
  }

  /** Keeps a `///` line without the slashes, one space and what is white at its end: printing it gives that line again. */
  #document(comment: string): void {
    if (!comment.startsWith("///") || comment.startsWith("////")) return;
    const line = comment.slice(3).trimEnd();
    this.#docs.push(line.startsWith(" ") ? line.slice(1) : line);
  }

  #push(kind: TokenKind, text: string, start: number): void {
    const doc = this.#docs.length > 0 ? { doc: this.#docs.join("\n") } : {};
    this.#docs = [];
    this.#tokens.push({ kind, text, start, end: this.#at, ...doc });
  }

  /** What a sticky pattern matches here, taken. */
  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const text = pattern.exec(this.#text)?.[0];
    if (text !== undefined) this.#at += text.length;
    return text;
  }

  #report(code: DiagnosticCode, start: number, message: string, hint: Hint): void {
    this.#reporter.report(code, { source: this.#source, start, end: this.#at }, message, hint);
  }
}

/** The value of a string literal; undefined where an escape or a character in it is not allowed in JSON. */
function jsonString(raw: string): string | undefined {
  try {
    return JSON.parse(raw) as string;
  } catch {
    return undefined;
  }
}

/** Characters that cannot be seen are named by number: quoting them would show nothing, or something else. */
function describeRun(run: string): string {
  if (/[\s\p{White_Space}\p{C}]/u.test(run))
    return `character ${describeCharacter(String.fromCodePoint(run.codePointAt(0) ?? 0))}`;
  return `\`${run.slice(0, 20)}${run.length > 20 ? "…" : ""}\``;
}
