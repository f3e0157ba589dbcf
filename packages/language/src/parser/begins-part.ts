import type { Keyword } from "../lexer/name-rules.ts";
import type { Token } from "../lexer/token.ts";

const PARTS: ReadonlySet<string> = new Set<Keyword>([
  "type",
  "relation",
  "permission",
  "attribute",
  "trusted",
  "policy",
  "context",
  "import",
  "model",
]);

/** Whether a declaration, or a member of a type, begins with that token. Why the dots: `context.region` begins nothing. */
export function beginsPart(tokens: readonly Token[], index: number): boolean {
  const token = tokens[index];
  if (token?.kind !== "keyword" || !PARTS.has(token.text)) return false;
  const before = tokens[index - 1]?.text;
  return before !== "." && before !== "trusted" && tokens[index + 1]?.text !== ".";
}
