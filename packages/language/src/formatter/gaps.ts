import type { Lexed } from "../lexer/lex.ts";

/** A comment between two tokens. */
export interface GapComment {
  readonly text: string;
  /** Whether only white space stands before it on its line. */
  readonly ownLine: boolean;
  /** Whether an empty line stands before it. */
  readonly afterBlank: boolean;
  /** The columns between it and the code before it. */
  readonly gap: number;
}

/** What stands before a token: its comments, in order. Whoever writes them takes them out. */
export interface Gap {
  comments: readonly GapComment[];
  /** Whether an empty line stands between the token and the last of the comments, or the token before. */
  readonly afterBlank: boolean;
}

/** What stands before each token, the end of the file included. Cost: linear in the text. */
export function gapsOf(text: string, { tokens, comments }: Lexed): Gap[] {
  const gaps: Gap[] = [];
  let at = 0;
  let next = 0;
  for (const { kind, start, end } of tokens) {
    const before: GapComment[] = [];
    for (let comment = comments[next]; comment !== undefined; comment = comments[++next]) {
      if (kind !== "end" && comment.start > start) break;
      const lines = lineBreaks(text, at, comment.start);
      before.push({
        text: comment.text,
        ownLine: lines > 0 || at === 0,
        afterBlank: lines > 1,
        gap: spacesBefore(text, comment.start),
      });
      at = comment.end;
    }
    gaps.push({ comments: before, afterBlank: lineBreaks(text, at, start) > 1 });
    at = end;
  }
  return gaps;
}

/** Why cut out first: a search in the whole text could run to its end for every token. */
function lineBreaks(text: string, start: number, end: number): number {
  return text.slice(start, end).split("\n").length - 1;
}

/** Tabs say nothing of columns, so they do not count. */
function spacesBefore(text: string, end: number): number {
  let start = end;
  while (text[start - 1] === " ") start--;
  return end - start;
}

/** Whether the comment documents a declaration, where one follows. */
export function isDoc({ text }: GapComment): boolean {
  return text.startsWith("///") && !text.startsWith("////");
}
