import type { Lexed } from "../lexer/lex.ts";
import type { Token } from "../lexer/token.ts";
import { Gaps, isDoc, type GapComment } from "./gaps.ts";
import { BREAK, indent, line, type Layout, type TrailingComment } from "./layout.ts";
import { writeToken } from "./write-token.ts";

/**
 * The tokens of a file that parses, taken one after the other as layouts. What lays them out need not look for comments:
 * a comment comes out with the token behind it, and makes whatever was to stand between the two a line break.
 *
 * Law: every token and every comment comes out once. Tokens keep their order, and so do comments; a comment may pass a
 * comma or an operator, and never a token with which a declaration begins.
 */
export class TokenWalk {
  readonly #tokens: readonly Token[];
  readonly #gaps: Gaps;
  readonly #end: Token;
  #at = 0;

  constructor(text: string, lexed: Lexed) {
    this.#tokens = lexed.tokens;
    this.#gaps = new Gaps(text, lexed);
    this.#end = lexed.tokens.at(-1) ?? { kind: "end", text: "", start: 0, end: 0 };
  }

  /** The token that comes next, or the one that many behind it. */
  peek(offset = 0): Token {
    return this.#tokens[this.#at + offset] ?? this.#end;
  }

  /** Whether the next token is that symbol, keyword or bare word. */
  is(text: string): boolean {
    const { kind, text: found } = this.peek();
    return found === text && (kind === "symbol" || kind === "keyword" || kind === "name");
  }

  /** Whether that symbol stands behind the next token. */
  isBefore(text: string): boolean {
    const { kind, text: found } = this.peek(1);
    return kind === "symbol" && found === text;
  }

  /** Whether an empty line stands right before the next token. */
  get afterBlank(): boolean {
    return this.#gaps.isAfterBlank(this.#at);
  }

  /** The comments before the next token, for whoever writes them. They are gone from the walk. */
  takeComments(): readonly GapComment[] {
    const comments = this.#comments;
    this.#gaps.setComments(this.#at, []);
    return comments;
  }

  /** The next token. Where comments stand before it, it goes on in a line of its own. */
  take(write = writeToken): Layout {
    const before = this.takeComments();
    const text = this.#next(write);
    return before.length === 0 ? text : [indent([ofComments(before), BREAK]), text];
  }

  /** A token that does not begin a line, such as a comma: comments before it come behind it. */
  takeAhead(): Layout {
    const before = this.takeComments();
    const text = this.#next(writeToken);
    if (before.length > 0) this.#gaps.setComments(this.#at, [...before, ...this.#comments]);
    return text;
  }

  /** The `{` of a type. Comments before it come behind it, but for docs, which would then document the first member. */
  takeBrace(): Layout {
    return this.#comments.some(isDoc) ? [this.space(), this.take()] : [" ", this.takeAhead()];
  }

  /** The comment behind the token that was taken last, if one stands there. */
  takeRemark(): TrailingComment | undefined {
    const [first, ...others] = this.#comments;
    if (first === undefined || first.ownLine) return undefined;
    this.#gaps.setComments(this.#at, others);
    return { text: first.text, gap: first.gap };
  }

  /** A space before the next token. */
  space(): Layout {
    return this.#comments.length === 0 ? " " : indent([this.comments(), BREAK]);
  }

  /** A place that may break, before the next token. */
  line(flat = " "): Layout {
    return this.#comments.length === 0 ? line(flat) : [this.comments(), BREAK];
  }

  /**
   * An operator, and what stands before it: a place that may break, or what is given. Comments behind the operator come
   * before it, so that it keeps its operand.
   */
  operator(before: Layout = line()): Layout {
    const behind = this.#gaps.comments(this.#at + 1);
    if (behind.length > 0) this.#gaps.setComments(this.#at, [...this.#comments, ...behind]);
    this.#gaps.setComments(this.#at + 1, []);
    const gap = this.#comments.length === 0 ? before : this.line();
    return [gap, this.#next(writeToken), " "];
  }

  /** The comments before the next token, without the break that has to follow them; the empty text where there are none. */
  comments(): Layout {
    return ofComments(this.takeComments());
  }

  #next(write: (token: Token) => string): string {
    const token = this.peek();
    if (token.kind !== "end") this.#at++;
    return write(token);
  }

  get #comments(): readonly GapComment[] {
    return this.#gaps.comments(this.#at);
  }
}

/** Only the first may stand behind code: each of the others begins behind the one before. */
function ofComments(comments: readonly GapComment[]): Layout {
  if (comments.length === 0) return "";
  return comments.map(({ text, gap, ownLine }, i): Layout => {
    return i === 0 && !ownLine ? { kind: "remark", comment: { text, gap } } : [BREAK, text];
  });
}
