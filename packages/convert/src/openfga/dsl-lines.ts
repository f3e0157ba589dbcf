/** A line of a model in the DSL, as its parser reads it: a comment of its own, or text with perhaps a comment behind it. */
export interface DslLine {
  readonly start: number;
  /** Where the text ends, before what is white there and before a comment. */
  readonly end: number;
  readonly text: string;
  /** Without `#`, however many of them there are. */
  readonly comment?: string;
  /** Whether the comment is all that the line holds. */
  readonly isComment: boolean;
  readonly isBlank: boolean;
  readonly indent: number;
}

/**
 * The lines of a model. Source: the parser of OpenFGA takes for a comment what follows `#` at the start of a line, or ` #` in it,
 * whatever stands before; so `group#member` is none.
 */
export function dslLines(source: string): readonly DslLine[] {
  const lines: DslLine[] = [];
  let start = 0;
  for (const whole of source.split("\n")) {
    lines.push(readLine(whole, start));
    start += whole.length + 1;
  }
  return lines;
}

function readLine(whole: string, start: number): DslLine {
  const indent = whole.length - whole.trimStart().length;
  if (whole.trimStart().startsWith("#"))
    return { start, end: start, text: "", comment: commentText(whole), isComment: true, isBlank: false, indent };
  const hash = whole.indexOf(" #");
  const text = (hash === -1 ? whole : whole.slice(0, hash)).trimEnd();
  const comment = hash === -1 ? {} : { comment: commentText(whole.slice(hash)) };
  return { start, end: start + text.length, text, ...comment, isComment: false, isBlank: whole.trim() === "", indent };
}

function commentText(text: string): string {
  return text.trim().replace(/^#+/, "").trim();
}

/** The text with comments blanked out, so that every offset stays. */
export function withoutComments(source: string, lines: readonly DslLine[]): string {
  return lines
    .map(({ start, end }, i) => {
      const next = lines[i + 1]?.start ?? source.length + 1;
      return source.slice(start, end) + " ".repeat(next - 1 - end);
    })
    .join("\n");
}
