import { describe, expect, it } from "vitest";

import { Reporter } from "../src/diagnostics/reporter.ts";
import { lex } from "../src/lexer/lex.ts";
import type { Token } from "../src/lexer/token.ts";

function tokensOf(text: string): readonly Token[] {
  return lex({ path: "a", text }, new Reporter()).tokens;
}

/** Tokens without their places: `name user`, `symbol :`. */
function kindsOf(text: string): string[] {
  return tokensOf(text).map(({ kind, text }) => `${kind} ${text}`.trim());
}

describe("the tokens of a text", () => {
  it("end with one that stands behind the last", () => {
    expect(tokensOf("type user // people\n\n").at(-1)).toEqual({ kind: "end", text: "", start: 9, end: 9 });
    expect(tokensOf("")).toEqual([{ kind: "end", text: "", start: 0, end: 0 }]);
  });

  it("are names, names in backticks and keywords", () => {
    expect(kindsOf("user `can-view` type `type`")).toEqual([
      "name user",
      "quoted can-view",
      "keyword type",
      "quoted type",
      "end",
    ]);
  });

  it("are symbols, the longest that there is", () => {
    expect(kindsOf("a->b-c-->d")).toEqual([
      "name a",
      "symbol ->",
      "name b",
      "symbol -",
      "name c",
      "symbol -",
      "symbol ->",
      "name d",
      "end",
    ]);
    expect(kindsOf("&& & || | == = != ! <= < >= >")).toEqual([
      "symbol &&",
      "symbol &",
      "symbol ||",
      "symbol |",
      "symbol ==",
      "symbol =",
      "symbol !=",
      "symbol !",
      "symbol <=",
      "symbol <",
      "symbol >=",
      "symbol >",
      "end",
    ]);
  });

  it("are numbers without a sign", () => {
    expect(kindsOf("0 12.5 1e9 1.5E-3 -2 3.x")).toEqual([
      "number 0",
      "number 12.5",
      "number 1e9",
      "number 1.5E-3",
      "symbol -",
      "number 2",
      "number 3",
      "symbol .",
      "name x",
      "end",
    ]);
  });

  it("are strings with their value", () => {
    expect(kindsOf(String.raw`"a" "\"" "\u0041//"`)).toEqual(["string a", 'string "', "string A//", "end"]);
  });

  it("lie one behind the other, and cover what they say", () => {
    const text = 'type a:b { relation `x`: user#m with p | user:* } // end\npolicy p = json { "==": [1, "é💥"] }';
    const tokens = tokensOf(text);
    for (const [i, token] of tokens.entries()) {
      expect(token.start).toBeGreaterThanOrEqual(tokens[i - 1]?.end ?? 0);
      expect(text.slice(token.start, token.end)).toContain(token.kind === "string" ? '"' : token.text);
    }
  });

  it("carry the doc comment that stands before them", () => {
    expect(tokensOf("/// a\n/// b\nx y").map((token) => token.doc)).toEqual(["a\nb", undefined, undefined]);
  });

  it("go on behind what is no token", () => {
    expect(kindsOf("a ; b @ `c\nd 'e' \"f\ng")).toEqual([
      "name a",
      "name b",
      "name c",
      "name d",
      "string e",
      "string",
      "name g",
      "end",
    ]);
  });
});

describe("the comments of a text", () => {
  it("are all there, docs among them, without the white space behind them", () => {
    const text = "// one \r\ntype user /// two\n//// three";
    const { comments } = lex({ path: "a", text }, new Reporter());
    expect(comments.map(({ start, end }) => text.slice(start, end))).toEqual(["// one", "/// two", "//// three"]);
    expect(comments.map((comment) => comment.text)).toEqual(["// one", "/// two", "//// three"]);
  });

  it("are not found in strings and names in backticks", () => {
    const { comments } = lex({ path: "a", text: 'import "a//b" type `a//b`' }, new Reporter());
    expect(comments).toEqual([]);
  });
});
