import { CelMistake } from "./cel-mistake.ts";

const SIMPLE: ReadonlyMap<string, string> = new Map([
  ["a", "\u0007"],
  ["b", "\b"],
  ["f", "\f"],
  ["n", "\n"],
  ["r", "\r"],
  ["t", "\t"],
  ["v", "\v"],
  ["\\", "\\"],
  ["?", "?"],
  ['"', '"'],
  ["'", "'"],
  ["`", "`"],
]);

const ESCAPE = /\\(?:x([0-9a-fA-F]{2})|X([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-3][0-7]{2})|([^\n]))/y;

/**
 * The string literal that begins at an offset, with its prefix and quote: what it holds, and how much text it takes. A raw one
 * has no escapes; one in triple quotes may span lines.
 *
 * @throws CelMistake
 */
export function readCelString(
  source: string,
  start: number,
  prefix: string,
  quote: string,
): { readonly value: string; readonly length: number } {
  let at = start + prefix.length + quote.length;
  let value = "";
  while (!source.startsWith(quote, at)) {
    const character = source[at];
    if (character === undefined || (character === "\n" && quote.length === 1))
      throw new CelMistake(start, at, "this string does not end", `close it with ${quote}`);
    const escape = character === "\\" && !prefix.includes("r") ? readEscape(source, at) : undefined;
    value += escape === undefined ? character : escape.value;
    at += escape === undefined ? 1 : escape.length;
  }
  return { value, length: at + quote.length - start };
}

function readEscape(source: string, at: number): { readonly value: string; readonly length: number } {
  ESCAPE.lastIndex = at;
  const match = ESCAPE.exec(source);
  const hex = match?.[1] ?? match?.[2] ?? match?.[3] ?? match?.[4];
  const code =
    hex !== undefined ? Number.parseInt(hex, 16) : match?.[5] === undefined ? undefined : Number.parseInt(match[5], 8);
  const value =
    code === undefined ? SIMPLE.get(match?.[6] ?? "") : code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
  if (match === null || value === undefined)
    throw new CelMistake(
      at,
      at + 2,
      `\`${source.slice(at, at + 2)}\` is not an escape of CEL`,
      "write `\\\\` for a backslash",
    );
  return { value, length: match[0].length };
}
