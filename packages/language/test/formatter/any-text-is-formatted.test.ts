import { compileText, format, KEYWORDS } from "@relata/language";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { brokenLaw } from "./laws.ts";
import { replay } from "./replay.ts";

/** With those of the other suites, more than ten thousand inputs; most of the short ones cost nothing. */
const RUNS = process.env["RELATA_LONG"] === "1" ? 50_000 : 7_000;

const VALID = `// first
model 1 // header
/// A type.
type a:\`b\` { // opening
  attribute x: list<"p" | "q"> // behind
  // own line
  relation r: a:b | a:b#r with p // one
    | a:b:* = this + r->r // two

  permission v = (r + /// odd
    r.all(r)) - r when q // three
}
type u {}
context c: any
/// A policy.
policy p(tuple t: any, /// odd
  u: int) required context.c, t = json { "==": [{ "var": "t" }, // in JSON
  { "var": "u" }, -1.5] } // behind
policy q = context.c.x == -1 && // behind an operator
  (has(context.c.y) ? context.c in [1, 2] : !context.c.l.exists(x, x > 1))
// last
`;

const pieces = fc.constantFrom(
  ...KEYWORDS,
  ..."{ } ( ) [ ] < > : , . | # * + - & = ! ? / % ; @ ` \" ' -> && || == // /// /*".split(" "),
  ...'a any all list string 1 "x" `a-b` `a`'.split(" "),
  " ",
  "\n",
  "\n\n",
  "\r\n",
  "\t",
  "\r",
  "// c\n",
  " // c\n",
  "\n// c\n",
  "/// d\n",
  "\n\n/// d\n\n",
  "\u2028",
  "\u{FEFF}",
);

/** What is wrong with the answer: it is either what is wrong, as the compiler says it too, or a text that keeps the laws. */
function faultIn(text: string): string | undefined {
  const result = format({ path: "a.relata", text });
  if ("text" in result) return brokenLaw(text);
  if (!result.diagnostics.some(({ severity }) => severity === "error")) return "nothing said";
  return compileText(text).model === undefined ? undefined : "a model that is not formatted";
}

function isAnswered(text: string): void {
  expect(faultIn(text)).toBeUndefined();
}

/** A change to the text at a place that is taken modulo its length. */
const slips = fc.array(fc.record({ at: fc.nat(2_000), remove: fc.nat(3), add: fc.array(pieces, { maxLength: 2 }) }), {
  minLength: 1,
  maxLength: 3,
});

describe("any text is formatted, or has diagnostics", () => {
  it("be it random", () => {
    const texts = fc.string({ unit: "binary", maxLength: 20 }).map((text) => `model 1\n${text}`);
    fc.assert(fc.property(texts, isAnswered), { numRuns: RUNS / 10, ...replay });
  });

  it("be it a soup of tokens", () => {
    const heads = fc.constantFrom(
      "",
      "type t {",
      "type t { permission p = ",
      "context x: ",
      "policy p = ",
      "policy p = json ",
    );
    const soups = fc
      .tuple(heads, fc.array(pieces, { maxLength: 25 }))
      .map(([head, list]) => `model 1 ${head}${list.join("")}`);
    fc.assert(fc.property(soups, isAnswered), { numRuns: RUNS, ...replay });
  });

  it("be it a file with white space and comments in odd places", () => {
    const gaps = fc.constantFrom(" ", "\n", "\n\n", "\t", "// c\n", "\n// c\n\n", "/// d\n", " //\r\n");
    const holes = fc.array(fc.tuple(fc.nat(2_000), gaps), { minLength: 1, maxLength: 12 });
    const texts = holes.map((list) => list.reduce((text, [at, gap]) => inserted(text, at, gap), VALID));
    fc.assert(fc.property(texts, isAnswered), { numRuns: RUNS / 20, ...replay });
  });

  it("be it a file with slips", () => {
    const texts = slips.map((list) =>
      list.reduce((text, { at, remove, add }) => {
        const start = at % (text.length + 1);
        return text.slice(0, start) + add.join("") + text.slice(start + remove);
      }, VALID),
    );
    fc.assert(fc.property(texts, isAnswered), { numRuns: RUNS / 7, ...replay });
  });

  it("be it any beginning of a file, or one with any of its lines gone", () => {
    const lines = VALID.split("\n");
    const beginnings = Array.from(VALID, (_, end) => VALID.slice(0, end));
    const gaps = lines.map((_, i) => lines.toSpliced(i, 1).join("\n"));
    expect([...beginnings, ...gaps].filter((text) => faultIn(text) !== undefined)).toEqual([]);
  });
});

/** Puts the gap before the token or the space that is at that place. */
function inserted(text: string, at: number, gap: string): string {
  const spaces = [...text.matchAll(/\b(?=\s)|\s/g)];
  const start = spaces[at % spaces.length]?.index ?? 0;
  return text.slice(0, start) + gap + text.slice(start);
}
