import type { SourceFile } from "../diagnostics/source-file.ts";
import type { Comment, Token } from "../lexer/token.ts";
import type { IgnoreSyntax, Name } from "./syntax.ts";

/** What `// relata-ignore` is followed by, up to a reason. A doc comment, with its third slash, is not one. */
const IGNORE = /^\/\/[ \t]*relata-ignore(?![\w-])(.*?)(?:[ \t]--[ \t].*)?$/;

/**
 * The comments that silence warnings: `// relata-ignore code, code -- reason`. At the end of a line it is for that line; on a
 * line of its own, for the line of the token that follows, so that doc comments and other ignores may stand between.
 * Cost: linear in the comments and tokens.
 */
export function parseIgnores(
  source: SourceFile,
  comments: readonly Comment[],
  tokens: readonly Token[],
): readonly IgnoreSyntax[] {
  const ignores: IgnoreSyntax[] = [];
  let next = 0;
  for (const { text, start, end } of comments) {
    const written = IGNORE.exec(text)?.[1];
    if (written === undefined) continue;
    while (next < tokens.length && (tokens[next]?.start ?? 0) < start) next++;
    const line = source.text.slice(source.text.lastIndexOf("\n", start) + 1, start);
    const isAlone = line.trim() === "";
    const following = tokens[next];
    const at = isAlone && following !== undefined && following.kind !== "end" ? following.start : start;
    const from = start + text.indexOf("relata-ignore") + "relata-ignore".length;
    ignores.push({ at, place: { source, start, end }, codes: codesIn(written, from, source) });
  }
  return ignores;
}

function codesIn(written: string, from: number, source: SourceFile): readonly Name[] {
  return [...written.matchAll(/[^\s,]+/g)].map(({ 0: text, index }) => {
    const start = from + index;
    return { text, place: { source, start, end: start + text.length } };
  });
}
