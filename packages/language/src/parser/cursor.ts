import type { DiagnosticCode } from "../diagnostics/diagnostic-codes.ts";
import type { Hint, Reporter } from "../diagnostics/reporter.ts";
import type { Place, SourceFile } from "../diagnostics/source-file.ts";
import type { Keyword } from "../lexer/name-rules.ts";
import type { Token } from "../lexer/token.ts";

/** How deep parentheses, arrows, lists and JSON may nest: no walk over a model needs a deeper stack. */
export const MAX_DEPTH = 100;

const DECLARATIONS: ReadonlySet<string> = new Set<Keyword>(["type", "policy", "context", "import", "model"]);
const MEMBERS: ReadonlySet<string> = new Set<Keyword>(["relation", "permission", "attribute", "trusted"]);

/** Ends the parsing of one declaration, after its mistake has been reported. Never leaves `attempt`. */
class Abandon extends Error {}

/** Where the parser stands in the tokens of one file, and how it goes on after a mistake. */
export class Cursor {
  readonly source: SourceFile;
  readonly reporter: Reporter;
  readonly #tokens: readonly Token[];
  readonly #end: Token;
  #index = 0;
  #depth = 0;

  constructor(source: SourceFile, tokens: readonly Token[], reporter: Reporter) {
    this.source = source;
    this.reporter = reporter;
    this.#tokens = tokens;
    this.#end = tokens.at(-1) ?? { kind: "end", text: "", start: 0, end: 0 };
  }

  /** The next token, not yet taken. At the end of the file it is the `end`, however often it is taken. */
  get token(): Token {
    return this.peek(0);
  }

  /** The token that many behind the next one; `-1` is the one taken last. */
  peek(offset: number): Token {
    return this.#tokens[this.#index + offset] ?? this.#end;
  }

  /** Goes on to the token after. */
  take(): Token {
    const { token } = this;
    if (token.kind !== "end") this.#index++;
    return token;
  }

  /** Whether the next token is that symbol or keyword. A name in backticks never is, whatever it says. */
  is(text: string): boolean {
    const { token } = this;
    return token.text === text && (token.kind === "symbol" || token.kind === "keyword");
  }

  /** Takes the symbol or keyword if it comes next. */
  accept(text: string): boolean {
    if (!this.is(text)) return false;
    this.take();
    return true;
  }

  /** Takes the symbol or keyword, which must come next. Errors: `unexpected_token`. */
  expect(text: string, hint: Hint = `write \`${text}\` here`): Token {
    if (!this.is(text)) this.unexpected(`\`${text}\``, hint);
    return this.take();
  }

  /** Where a token stands. */
  placeOf({ start, end }: Token): Place {
    return { source: this.source, start, end };
  }

  /** From the start of a token to the end of the one that was taken last. */
  placeFrom({ start }: Token): Place {
    return { source: this.source, start, end: Math.max(start, this.peek(-1).end) };
  }

  /** Reports that something else stands here than the grammar wants, and gives the declaration up. */
  unexpected(wanted: string, hint: Hint): never {
    return this.fail("unexpected_token", this.placeOf(this.token), `expected ${wanted}, found ${this.found()}`, hint);
  }

  /** Reports a mistake behind which the declaration makes no sense, and gives it up. */
  fail(code: DiagnosticCode, place: Place, message: string, hint: Hint): never {
    this.reporter.report(code, place, message, hint);
    return this.abandon();
  }

  /** Gives the declaration up, for a mistake that has been reported. */
  abandon(): never {
    throw new Abandon();
  }

  /** The next token in the words of a message. */
  found(): string {
    const { kind, text } = this.token;
    const clipped = text.length > 40 ? `${text.slice(0, 40)}…` : text;
    if (kind === "end") return "the end of the file";
    if (kind === "string") return `the string ${JSON.stringify(clipped)}`;
    return kind === "keyword" ? `the keyword \`${text}\`` : `\`${clipped}\``;
  }

  /** Parses one level deeper, and refuses where there are too many levels. */
  nested<T>(parse: () => T): T {
    if (this.#depth >= MAX_DEPTH) {
      const message = `this is nested more than ${MAX_DEPTH} deep`;
      this.fail("too_deep", this.placeOf(this.token), message, "give a part of it a name of its own");
    }
    this.#depth++;
    const parsed = parse();
    this.#depth--;
    return parsed;
  }

  /** Parses a declaration; where that fails, goes on at the next one, so that one mistake hides no other. */
  attempt(parse: () => void, inType: boolean): void {
    const start = this.#index;
    const depth = this.#depth;
    try {
      parse();
    } catch (mistake) {
      if (!(mistake instanceof Abandon)) throw mistake;
      this.#depth = depth;
      // Invariant: every attempt takes at least one token, so a file always comes to its end.
      if (this.#index === start) this.take();
      this.recover(inType);
    }
  }

  /**
   * To the next declaration, or, in a type, to its next member or its `}`. Braces that are opened on the way are closed
   * on the way, unless a keyword comes first: a brace left open must not swallow the rest of the file.
   */
  recover(inType: boolean): void {
    let open = 0;
    const resumes = (): boolean => this.startsDeclaration() || (inType && this.startsMember());
    while (this.token.kind !== "end" && !resumes()) {
      if (this.is("{")) open++;
      if (this.is("}") && --open < 0 && inType) return;
      this.take();
    }
  }

  /** Whether a declaration of a file begins here: the surest place to go on. */
  startsDeclaration(): boolean {
    return this.#starts(DECLARATIONS);
  }

  /** Whether a member of a type begins here. */
  startsMember(): boolean {
    return this.#starts(MEMBERS);
  }

  /** Why the dots and the bracket: `context.region`, `context["region"]` and `resource.type` begin nothing. */
  #starts(keywords: ReadonlySet<string>): boolean {
    const { kind, text } = this.token;
    if (kind !== "keyword" || !keywords.has(text) || this.peek(-1).text === ".") return false;
    return this.peek(1).text !== "." && this.peek(1).text !== "[";
  }
}
