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

const NONE: readonly GapComment[] = [];

/** What stands before each token of a file, by its index: comments, which are taken out as they are written, and empty lines. */
export class Gaps {
  readonly #text: string;
  readonly #lexed: Lexed;
  readonly #comments = new Map<number, readonly GapComment[]>();

  /** Cost: linear in the text. */
  constructor(text: string, lexed: Lexed) {
    this.#text = text;
    this.#lexed = lexed;
    let token = 0;
    let before: GapComment[] = [];
    for (const [i, { text: said, start }] of lexed.comments.entries()) {
      const next = this.#tokenBehind(start, token);
      if (next !== token || i === 0) this.#comments.set(next, (before = []));
      token = next;
      const at = Math.max(this.#endBefore(token), lexed.comments[i - 1]?.end ?? 0);
      const lines = this.#lineBreaks(at, start);
      before.push({
        text: said,
        ownLine: lines > 0 || at === 0,
        afterBlank: lines > 1,
        gap: spacesBefore(text, start),
      });
    }
  }

  comments(token: number): readonly GapComment[] {
    return this.#comments.get(token) ?? NONE;
  }

  setComments(token: number, comments: readonly GapComment[]): void {
    if (comments.length > 0) this.#comments.set(token, comments);
    else this.#comments.delete(token);
  }

  /** Whether an empty line stands right before a token, behind all the comments there. */
  isAfterBlank(token: number): boolean {
    let breaks = 0;
    let at = (this.#lexed.tokens[token]?.start ?? 0) - 1;
    while (/[ \t\r\n]/.test(this.#text[at] ?? "")) if (this.#text[at--] === "\n") breaks++;
    return breaks > 1;
  }

  /** The first token behind a comment; behind the last one, the end of the file. */
  #tokenBehind(start: number, from: number): number {
    const { tokens } = this.#lexed;
    let token = from;
    while (token < tokens.length - 1 && (tokens[token]?.start ?? 0) < start) token++;
    return token;
  }

  #endBefore(token: number): number {
    return this.#lexed.tokens[token - 1]?.end ?? 0;
  }

  #lineBreaks(start: number, end: number): number {
    let count = 0;
    for (let at = start; at < end; at++) if (this.#text[at] === "\n") count++;
    return count;
  }
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
