import { compileText, format, isBareName } from "@relata/language";
import { Reporter } from "../../src/diagnostics/reporter.ts";
import { lex, type Lexed } from "../../src/lexer/lex.ts";

/** The formatted text; a text that does not parse is a fault of the test. */
export function formatted(text: string): string {
  const result = format({ path: "a.relata", text });
  if ("text" in result) return result.text;
  throw new Error(result.diagnostics.map(({ message, span }) => `${span.line}:${span.column} ${message}`).join("\n"));
}

/** What the lines become behind a header; both begin and end with a line break, so that they stand below one another. */
export function laidOut(lines: string): string {
  return `\n${formatted(`model 1\n\n${lines.slice(1)}`).slice("model 1\n\n".length)}`;
}

/** Which law the formatter breaks for a text that parses; undefined where it keeps all of them. */
export function brokenLaw(text: string): string | undefined {
  const after = formatted(text);
  if (formatted(after) !== after) return "idempotent";
  const [left, right] = [lexed(text), lexed(after)];
  if (commentsOf(left) !== commentsOf(right)) return "comments";
  if (tokensOf(left) !== tokensOf(right)) return "tokens";
  if (JSON.stringify(compileText(text).model) !== JSON.stringify(compileText(after).model)) return "model";
  if (after.split("\n").some((line) => /[ \t\r]$/.test(line))) return "white space at the end of a line";
  if (/\n\n\n|^\n|\n\n$/.test(after)) return "empty lines";
  return after.endsWith("\n") ? undefined : "line break at the end";
}

function lexed(text: string): Lexed {
  return lex({ path: "a.relata", text }, new Reporter());
}

function commentsOf({ comments }: Lexed): string {
  return comments.map(({ text }) => text).join("\n");
}

/** Tokens, whether in backticks or not where these are not needed. */
function tokensOf({ tokens }: Lexed): string {
  const spelled = tokens.map(({ kind, text }) => [kind === "quoted" && isBareName(text) ? "name" : kind, text]);
  return JSON.stringify(spelled);
}
