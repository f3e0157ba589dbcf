/**
 * `name` is a name or a keyword, which only their place tells apart; `cel` is the text of a caveat between its braces;
 * `string` a path of an import, without its quotes. The last token of a file is the `end`.
 */
export type ZedTokenKind = "name" | "string" | "symbol" | "cel" | "end";

export interface ZedToken {
  readonly kind: ZedTokenKind;
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** Whether a line ended between the token before and this one. */
  readonly startsLine: boolean;
  /** Whether that line break ends a statement: behind `:`, `|`, `+` and the like a statement goes on. */
  readonly startsStatement: boolean;
}

/** A comment with its slashes or stars: to the end of its line, or a block. One that begins with two stars documents. */
export interface ZedComment {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}
