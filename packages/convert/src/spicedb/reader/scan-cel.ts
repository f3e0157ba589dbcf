const NEVER = -1;

/**
 * Where the expression of a caveat ends: the offset of the `}` that closes the brace before `start`, or -1 where there is
 * none. Braces in strings and in comments do not count. Strings are those of CEL: in single or double quotes, tripled over
 * several lines, and raw behind an `r`, in which a backslash is itself.
 *
 * Cost: linear in what is passed over.
 */
export function endOfCel(text: string, start: number): number {
  let depth = 1;
  let at = start;
  while (at < text.length) {
    const character = text[at];
    if (character === "}" && --depth === 0) return at;
    if (character === "{") depth++;
    at = character === undefined ? NEVER : behind(text, at, character);
    if (at === NEVER) return NEVER;
  }
  return NEVER;
}

/** Behind the string, the comment or the one character that begins there. */
function behind(text: string, at: number, character: string): number {
  if (character === '"' || character === "'") return endOfCelString(text, at);
  if (text.startsWith("//", at)) return endOfLine(text, at);
  if (text.startsWith("/*", at)) return endOfBlock(text, at);
  return at + 1;
}

/** Behind the string whose first quote stands there; a string on one line that is left open ends with its line. */
export function endOfCelString(text: string, start: number): number {
  const quote = text[start] ?? '"';
  const triple = quote.repeat(3);
  const closing = text.startsWith(triple, start) ? triple : quote;
  const raw = /(?:^|[^A-Za-z0-9_])(?:[rR][bB]?|[bB][rR])$/.test(text.slice(Math.max(0, start - 3), start));
  let at = start + closing.length;
  while (at < text.length && !text.startsWith(closing, at)) {
    if (closing === quote && text[at] === "\n") return at;
    at += text[at] === "\\" && !raw ? 2 : 1;
  }
  return at >= text.length ? NEVER : at + closing.length;
}

function endOfLine(text: string, at: number): number {
  const end = text.indexOf("\n", at);
  return end === -1 ? text.length : end;
}

function endOfBlock(text: string, at: number): number {
  const end = text.indexOf("*/", at + 2);
  return end === -1 ? NEVER : end + 2;
}
