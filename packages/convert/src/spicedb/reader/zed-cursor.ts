import type { SourceFile } from "@relata/language";
import type { Origin } from "../../origin.ts";
import type { ZedName } from "./syntax.ts";
import type { ZedToken } from "./token.ts";
import type { Refusals } from "../../refusal.ts";

/** How deep parentheses and types may nest. */
const MAX_DEPTH = 100;

const DECLARATIONS: ReadonlySet<string> = new Set(["definition", "caveat", "partial", "use", "import"]);
const MEMBERS: ReadonlySet<string> = new Set(["relation", "permission"]);

/** Ends the parsing of one declaration, after its mistake has been reported. Never leaves `attempt`. */
class Abandon extends Error {}

/** Where the parser stands in the tokens of one schema file, and how it goes on after a mistake. */
export class ZedCursor {
  readonly source: SourceFile;
  readonly #refusals: Refusals;
  readonly #tokens: readonly ZedToken[];
  readonly #end: ZedToken;
  #index = 0;
  #depth = 0;
  #beginning: ZedToken | undefined;

  constructor(source: SourceFile, tokens: readonly ZedToken[], refusals: Refusals) {
    this.source = source;
    this.#refusals = refusals;
    this.#tokens = tokens;
    this.#end = tokens.at(-1) ?? { kind: "end", text: "", start: 0, end: 0, startsLine: true, startsStatement: true };
  }

  /** The next token, not yet taken. At the end of the file it is the `end`, however often it is taken. */
  get token(): ZedToken {
    return this.peek(0);
  }

  /** The token that many behind the next one; `-1` is the one taken last. */
  peek(offset: number): ZedToken {
    return this.#tokens[this.#index + offset] ?? this.#end;
  }

  take(): ZedToken {
    const { token } = this;
    if (token.kind !== "end") this.#index++;
    return token;
  }

  /** Whether the next token is that symbol or word. */
  is(text: string): boolean {
    return this.token.text === text && (this.token.kind === "symbol" || this.token.kind === "name");
  }

  accept(text: string): boolean {
    if (!this.is(text)) return false;
    this.take();
    return true;
  }

  /** Refusals: `source_syntax`. */
  expect(text: string, hint = `write \`${text}\` here`): ZedToken {
    if (!this.is(text)) this.unexpected(`\`${text}\``, hint);
    return this.take();
  }

  /** Lets the next token begin a line: where a statement begins. */
  beginStatement(): void {
    const { token } = this;
    if (token.kind !== "end") this.#beginning = token;
  }

  /** A name without slashes, on the line on which it is expected. */
  name(what: string): ZedName {
    const { token } = this;
    if (token.kind !== "name" || this.#breaks(token)) this.unexpected(what, "names have letters, digits and `_`");
    this.take();
    return { text: token.text, origin: this.originOf(token) };
  }

  /** A name that may have prefixes: `org/team/document`. */
  path(what: string): ZedName {
    const first = this.token;
    const parts = [this.name(what).text];
    while (this.accept("/")) parts.push(this.name("the rest of a name with a prefix").text);
    return { text: parts.join("/"), origin: this.originFrom(first) };
  }

  /** The end of a statement: a line break, a `;`, or the brace that closes what it stands in. */
  endStatement(): void {
    if (this.accept(";") || this.token.startsStatement || this.is("}") || this.token.kind === "end") return;
    this.unexpected("the end of the line", "statements end with their line, or with `;`");
  }

  originOf({ start, end }: ZedToken): Origin {
    return { source: this.source, start, end };
  }

  /** From the start of a token to the end of the one that was taken last. */
  originFrom({ start }: { readonly start: number }): Origin {
    return { source: this.source, start, end: Math.max(start, this.peek(-1).end) };
  }

  /** Reports that something else stands here than the grammar wants, and gives the declaration up. */
  unexpected(wanted: string, hint: string): never {
    const { token } = this;
    if (token.kind === "end" || this.#breaks(token)) return this.#breaksOff(wanted, hint);
    const found = token.kind === "cel" ? "an expression" : `\`${token.text.slice(0, 40)}\``;
    return this.fail(this.originOf(token), `expected ${wanted}, found ${found}`, hint);
  }

  /** Reports what is missing where it is: behind the last token, and not on the line that follows. */
  #breaksOff(wanted: string, hint: string): never {
    const { end } = this.peek(-1);
    const found = this.token.kind === "end" ? "the end of the file" : "the end of the line";
    return this.fail({ source: this.source, start: end, end }, `expected ${wanted}, found ${found}`, hint);
  }

  fail(origin: Origin, message: string, hint: string): never {
    this.report(origin, message, hint);
    throw new Abandon();
  }

  report(origin: Origin, message: string, hint: string): void {
    this.#refusals.refuse("source_syntax", origin, message, hint);
  }

  nested<T>(parse: () => T): T {
    if (this.#depth >= MAX_DEPTH) {
      this.fail(this.originOf(this.token), `this is nested more than ${MAX_DEPTH} deep`, "give a part of it a name");
    }
    this.#depth++;
    const parsed = parse();
    this.#depth--;
    return parsed;
  }

  /** Parses a statement; where that fails, goes on at the next one, so that one mistake hides no other. */
  attempt<T>(parse: () => T, inDefinition: boolean): T | undefined {
    const start = this.#index;
    const depth = this.#depth;
    try {
      return parse();
    } catch (mistake) {
      if (!(mistake instanceof Abandon)) throw mistake;
      this.#depth = depth;
      // Invariant: every attempt takes at least one token, so a file always comes to its end.
      if (this.#index === start) this.take();
      this.#recover(inDefinition);
      return undefined;
    }
  }

  /** Whether a declaration of a file begins here. */
  startsDeclaration(): boolean {
    return this.#starts(DECLARATIONS);
  }

  /** To the next declaration, or in a definition to its next member or its `}`. */
  #recover(inDefinition: boolean): void {
    while (this.token.kind !== "end" && !this.startsDeclaration()) {
      if (inDefinition && (this.is("}") || this.#starts(MEMBERS) || this.#startsSpread())) return;
      this.take();
    }
  }

  /** Whether the statement that is being read has ended before the token, for want of what was to follow. */
  #breaks(token: ZedToken): boolean {
    if (token === this.#beginning) return false;
    return token.startsStatement || this.startsDeclaration() || this.#starts(MEMBERS);
  }

  /** Only what begins a line, or follows a brace, begins a statement: these words are names elsewhere. */
  #starts(words: ReadonlySet<string>): boolean {
    const { kind, text, startsLine } = this.token;
    if (kind !== "name" || !words.has(text)) return false;
    const before = this.peek(-1).text;
    return (startsLine || before === "}" || before === ";" || before === "{") && this.peek(1).kind !== "symbol";
  }

  #startsSpread(): boolean {
    return this.token.startsLine && this.is("...");
  }
}
