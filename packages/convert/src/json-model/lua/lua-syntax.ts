/** An expression of Lua, with offsets into its script. */
export type Lua = { readonly start: number; readonly end: number } & (
  | { readonly kind: "number"; readonly text: string }
  | { readonly kind: "string"; readonly value: string }
  | { readonly kind: "word"; readonly word: "true" | "false" | "nil" }
  | { readonly kind: "path"; readonly names: readonly string[] }
  | { readonly kind: "not" | "minus" | "group"; readonly of: Lua }
  | { readonly kind: "binary"; readonly operator: LuaOperator; readonly left: Lua; readonly right: Lua }
);

export type LuaOperator = "or" | "and" | "==" | "~=" | "<" | "<=" | ">" | ">=" | "+" | "-" | "*" | "/";

/** What stops the reading of a script: it is no Lua, or more of it than is read. */
export class LuaMistake extends Error {
  readonly start: number;
  readonly end: number;
  readonly hint: string;

  constructor(start: number, end: number, message: string, hint: string) {
    super(message);
    this.start = start;
    this.end = Math.max(end, start + 1);
    this.hint = hint;
  }
}
