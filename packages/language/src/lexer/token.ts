/**
 * `name` is a bare name, `quoted` one in backticks (its text without them), `string` a string (its value), `number` an
 * unsigned number as written, `keyword` a reserved name. The last token of a file is the `end`.
 */
export type TokenKind = "name" | "quoted" | "keyword" | "string" | "number" | "symbol" | "end";

export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** The `///` lines before the token, joined by newlines. */
  readonly doc?: string;
}

/** A comment from its slashes to the end of its line, without the white space there. `///` lines are comments too. */
export interface Comment {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}
