import type { SourceFile } from "../diagnostics/source-file.ts";
import type { Comment, Token } from "../lexer/token.ts";
import { beginsPart } from "./begins-part.ts";
import type { IgnoreSyntax, Name } from "./syntax.ts";

/** What `// relata-ignore` is followed by, up to a reason. A doc comment, with its third slash, is not one. */
const IGNORE = /^\/\/[ \t]*relata-ignore(?![\w-])(.*?)(?:[ \t]--[ \t].*)?$/;

/**
 * The comments that silence warnings: `// relata-ignore code, code -- reason`.
 *
 * - Before a declaration or member, for all of it; of a type, for its head. Docs and other ignores may stand between.
 * - At the end of one, for all of it too: so it does not matter whether a formatter breaks it into lines.
 * - Anywhere else, for the next line, or at the end of a line for that line.
 *
 * Cost: linear in the comments and tokens.
 */
export function parseIgnores(
  source: SourceFile,
  comments: readonly Comment[],
  tokens: readonly Token[],
): readonly IgnoreSyntax[] {
  const ignores: IgnoreSyntax[] = [];
  let next = 0;
  // Why kept: of many comments before one long part, each would go through it again.
  let below = { next: -1, range: { from: 0, to: 0 } };
  for (const { text, start, end } of comments) {
    const written = IGNORE.exec(text)?.[1];
    if (written === undefined) continue;
    while (next < tokens.length - 1 && (tokens[next]?.start ?? 0) < start) next++;
    const line = source.text.slice(source.text.lastIndexOf("\n", start) + 1, start);
    const isAlone = line.trim() === "";
    if (isAlone && below.next !== next) below = { next, range: rangeBelow(tokens, next, start) };
    const range = isAlone ? below.range : rangeBefore(tokens, next, start);
    const from = start + text.indexOf("relata-ignore") + "relata-ignore".length;
    ignores.push({ ...range, place: { source, start, end }, codes: codesIn(written, from, source) });
  }
  return ignores;
}

type Range = Pick<IgnoreSyntax, "from" | "to">;

/** What a comment on a line of its own is for: the part that begins with the next token, else the line of that token. */
function rangeBelow(tokens: readonly Token[], next: number, comment: number): Range {
  const following = tokens[next];
  if (following === undefined || following.kind === "end") return { from: comment, to: comment };
  if (!beginsPart(tokens, next)) return { from: following.start, to: following.start };
  let last = next;
  while (last + 1 < tokens.length && tokens[last + 1]?.kind !== "end" && !beginsPart(tokens, last + 1)) last++;
  return { from: following.start, to: tokens[last]?.start ?? following.start };
}

/** What a comment behind something is for: the part that ends there, else its line. */
function rangeBefore(tokens: readonly Token[], next: number, comment: number): Range {
  const isEnd = tokens[next]?.kind === "end" || tokens[next]?.text === "}" || beginsPart(tokens, next);
  if (!isEnd) return { from: comment, to: comment };
  let first = next - 1;
  while (first > 0 && !beginsPart(tokens, first)) first--;
  const head = tokens[first];
  // Why: behind the `}` of a type, the part that ends is the type, and not its last member.
  const closesType = tokens[next - 1]?.text === "}" && head?.text !== "policy";
  return { from: closesType || head === undefined ? comment : head.start, to: comment };
}

function codesIn(written: string, from: number, source: SourceFile): readonly Name[] {
  return [...written.matchAll(/[^\s,]+/g)].map(({ 0: text, index }) => {
    const start = from + index;
    return { text, place: { source, start, end: start + text.length } };
  });
}
