import { isKeyword, writeName } from "../lexer/name-rules.ts";

/** Bare words of expressions that are no names. A parameter of such a name stands in backticks. */
const WORDS: ReadonlySet<string> = new Set(["true", "false", "null", "in"]);

/** A name that stands by itself in an expression. `context` is a keyword, and yet what policies read stands bare. */
export function printRoot(name: string): string {
  if (WORDS.has(name)) return `\`${name}\``;
  return name === "context" ? name : writeName(name);
}

/** A name behind a dot, where keywords stand bare: `resource.type`. */
export function printMember(name: string): string {
  return isKeyword(name) ? name : writeName(name);
}
