/** An id is 1 to 1,024 bytes of UTF-8: anything but white space, control characters, `#` and lone surrogates. */
export const MAX_ID_BYTES = 1_024;

/** Ids that need no closer look: nearly all. Why: the rules of Unicode take ten times as long, for each of a million. */
const PLAIN = /^[!"$-~]{1,1024}$/;

const FORBIDDEN = /[\s\p{White_Space}\p{Cc}\p{Cs}#]/u;

/** What is wrong with the id, as the end of a sentence; undefined when it is a good one. */
export function idProblem(id: string): string | undefined {
  if (PLAIN.test(id)) return undefined;
  if (id === "") return "the id is empty";
  const found = FORBIDDEN.exec(id);
  if (found !== null) return `the id may not hold ${describe(found[0])} (at character ${found.index + 1})`;
  const sizeBytes = utf8Length(id);
  return sizeBytes > MAX_ID_BYTES
    ? `the id has ${sizeBytes} bytes of UTF-8, and ${MAX_ID_BYTES} are the most`
    : undefined;
}

function describe(character: string): string {
  if (character === "#") return "`#`";
  const code = `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
  if (/[\s\p{White_Space}]/u.test(character)) return `white space (${code})`;
  return /\p{Cs}/u.test(character) ? `half of a surrogate pair (${code})` : `a control character (${code})`;
}

/** Bytes of the text in UTF-8. */
export function utf8Length(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes;
}
