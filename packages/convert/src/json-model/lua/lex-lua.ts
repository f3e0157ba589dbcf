import { LuaMistake } from "./lua-syntax.ts";

export interface LuaToken {
  readonly kind: "name" | "number" | "string" | "symbol" | "end";
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

export interface LexedLua {
  readonly tokens: readonly LuaToken[];
  readonly comments: readonly string[];
}

const SPACE = /\s+/y;
const LONG_COMMENT = /--\[\[([\s\S]*?)\]\]/y;
const COMMENT = /--([^\n]*)/y;
const NAME = /[A-Za-z_][A-Za-z0-9_]*/y;
const NUMBER = /(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/y;
const STRING = /"(?:[^"\\\n]|\\[\s\S])*"|'(?:[^'\\\n]|\\[\s\S])*'/y;
const LONG_STRING = /\[\[\n?([\s\S]*?)\]\]/y;
const SYMBOL = /==|~=|<=|>=|\.\.|\/\/|<<|>>|[-+*/%^#&~|<>=(){}[\];:,.]/y;

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ["n", "\n"],
  ["t", "\t"],
  ["r", "\r"],
  ["\n", "\n"],
]);

/** The tokens of a script, and what its comments say. @throws LuaMistake */
export function lexLua(script: string): LexedLua {
  const tokens: LuaToken[] = [];
  const comments: string[] = [];
  let at = 0;
  const match = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    return pattern.exec(script);
  };
  while (at < script.length) {
    const start = at;
    const comment = match(LONG_COMMENT) ?? match(COMMENT);
    const passed = comment ?? match(SPACE);
    if (comment !== null) comments.push(...(comment[1] ?? "").trim().split("\n"));
    const token = passed === null ? tokenAt(script, start, match) : undefined;
    at = passed === null ? (token?.end ?? script.length) : start + passed[0].length;
    if (token !== undefined) tokens.push(token);
  }
  return { tokens: [...tokens, { kind: "end", text: "", start: script.length, end: script.length }], comments };
}

function tokenAt(script: string, start: number, match: (pattern: RegExp) => RegExpExecArray | null): LuaToken {
  const token = (kind: LuaToken["kind"], found: RegExpExecArray, text = found[0]): LuaToken => {
    return { kind, text, start, end: start + found[0].length };
  };
  const name = match(NAME);
  if (name !== null) return token("name", name);
  const number = match(NUMBER);
  if (number !== null) return token("number", number);
  const long = match(LONG_STRING);
  if (long !== null) return token("string", long, long[1]);
  const string = match(STRING);
  if (string !== null) return token("string", string, unescaped(string[0], start));
  const symbol = match(SYMBOL);
  if (symbol !== null) return token("symbol", symbol);
  throw new LuaMistake(start, start + 1, `unexpected \`${script[start] ?? ""}\``, "write the policy as Lua");
}

function unescaped(quoted: string, start: number): string {
  return quoted.slice(1, -1).replaceAll(/\\([\s\S])/g, (_, character: string) => {
    const meant = ESCAPES.get(character) ?? (/["'\\]/.test(character) ? character : undefined);
    if (meant !== undefined) return meant;
    throw new LuaMistake(
      start,
      start + quoted.length,
      `the escape \`\\${character}\` is not read`,
      "write the character",
    );
  });
}
