import { CelMistake } from "./cel-mistake.ts";
import { readCelString } from "./read-cel-string.ts";

export type CelTokenKind = "name" | "int" | "uint" | "double" | "string" | "bytes" | "symbol" | "end";

export interface CelToken {
  readonly kind: CelTokenKind;
  /** Of a string what it holds; of a number its digits, without a suffix; else as it is written. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

export interface CelComment {
  readonly text: string;
  readonly start: number;
}

export interface LexedCel {
  readonly tokens: readonly CelToken[];
  readonly comments: readonly CelComment[];
}

const SPACE = /\s+/y;
const COMMENT = /\/\/([^\n]*)/y;
const STRING = /([rR]?[bB]?|[bB][rR])("""|'''|"|')/y;
const NAME = /[A-Za-z_][A-Za-z0-9_]*/y;
const QUOTED_NAME = /`[^`\n]*`/y;
const DOUBLE = /(?:\d+\.\d+(?:[eE][+-]?\d+)?|\d+[eE][+-]?\d+|\.\d+(?:[eE][+-]?\d+)?)/y;
const INTEGER = /(?:0[xX][0-9a-fA-F]+|\d+)([uU]?)/y;
const SYMBOL = /&&|\|\||==|!=|<=|>=|[[\](){}<>.,?:!+\-*/%]/y;

/**
 * The tokens of an expression between two offsets of a text, with the comments beside. Cost: linear.
 *
 * @throws CelMistake
 */
export function lexCel(text: string, start: number, end: number): LexedCel {
  const tokens: CelToken[] = [];
  const comments: CelComment[] = [];
  const source = text.slice(0, end);
  let at = start;
  const match = (pattern: RegExp): RegExpExecArray | undefined => {
    pattern.lastIndex = at;
    return pattern.exec(source) ?? undefined;
  };
  const push = (kind: CelTokenKind, said: string, length: number): void => {
    tokens.push({ kind, text: said, start: at, end: at + length });
    at += length;
  };
  while (at < end) {
    const space = match(SPACE);
    const comment = space === undefined ? match(COMMENT) : undefined;
    if (space !== undefined) at += space[0].length;
    else if (comment !== undefined) {
      comments.push({ text: (comment[1] ?? "").trim(), start: at });
      at += comment[0].length;
    } else {
      const { kind, said, length } = next(match, source, at);
      push(kind, said, length);
    }
  }
  push("end", "", 0);
  return { tokens, comments };
}

function next(
  match: (pattern: RegExp) => RegExpExecArray | undefined,
  source: string,
  at: number,
): { kind: CelTokenKind; said: string; length: number } {
  const quote = match(STRING);
  if (quote !== undefined) {
    const prefix = (quote[1] ?? "").toLowerCase();
    const { value, length } = readCelString(source, at, prefix, quote[2] ?? '"');
    return { kind: prefix.includes("b") ? "bytes" : "string", said: value, length };
  }
  const double = match(DOUBLE)?.[0];
  if (double !== undefined) return { kind: "double", said: double, length: double.length };
  const integer = match(INTEGER);
  if (integer !== undefined) {
    const suffix = integer[1] ?? "";
    const digits = integer[0].slice(0, integer[0].length - suffix.length);
    return { kind: suffix === "" ? "int" : "uint", said: digits, length: integer[0].length };
  }
  const name = match(NAME)?.[0];
  if (name !== undefined) return { kind: "name", said: name, length: name.length };
  const quoted = match(QUOTED_NAME)?.[0];
  if (quoted !== undefined) return { kind: "name", said: quoted.slice(1, -1), length: quoted.length };
  const symbol = match(SYMBOL)?.[0];
  if (symbol !== undefined) return { kind: "symbol", said: symbol, length: symbol.length };
  const character = String.fromCodePoint(source.codePointAt(at) ?? 0);
  throw new CelMistake(at, at + character.length, `unexpected \`${character}\``, "CEL does not use it here");
}
