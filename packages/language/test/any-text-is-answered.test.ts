import { compileText, formatDiagnostic, KEYWORDS, printModel } from "@relata/language";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

const VALID = [
  `model 1
type user
type group { relation member: user | group#member permission all = member }
/// A folder.
type folder {
  relation parent: folder
  relation viewer: user | group#member | user:* with open
  permission view = (viewer + parent->view) - banned
  relation banned: user
}
context region: string
policy open(tuple region: string) = json { "==": [{ "var": "context.region" }, { "var": "region" }] }
`,
  `model 1
import "./other.relata"
type \`a-b\`:\`type\` {
  trusted attribute amount: list<map<number>>
  attribute status: "draft" | "paid" // a comment
  relation r: \`a-b\`:\`type\`
  permission p = r.all(r->r.any(r)) & self when small
}
policy small(limit: int) required resource.amount, limit = json {
  "some": [[1, -2.5e3], { "<=": [{ "var": "../resource.amount" }, { "var": "../limit" }] }]
}
policy later = now < resource.status && 1 + 2 > 3
`,
] as const;

/**
 * What is wrong with the answer to a text, if anything: it is a model or an error, never both, with diagnostics whose
 * spans lie in the text and which can be shown; and a model can be printed and read again.
 */
function faultIn(text: string): string | undefined {
  const { model, diagnostics } = compileText(text);
  const errors = diagnostics.filter((each) => each.severity === "error");
  if ((model === undefined) !== errors.length > 0) return "a model and errors, or neither";
  if (diagnostics.length > 101) return "too many diagnostics";
  for (const diagnostic of diagnostics) {
    const { start, end, line, column } = diagnostic.span;
    if (!(start >= 0 && start <= end && end <= text.length)) return `a span outside of the text: ${start} to ${end}`;
    if (line < 1 || column < 1) return `a place that does not exist: ${line}:${column}`;
    if (diagnostic.message === "" || diagnostic.hint === "") return "nothing said";
    if (formatDiagnostic(diagnostic, text).split("\n").length !== 4) return "not four lines";
  }
  if (model === undefined) return undefined;
  const again = compileText(printModel(model)).model;
  return again !== undefined && JSON.stringify(again) === JSON.stringify(model) ? undefined : "another model in print";
}

/** Fails on any text that is not answered. */
function isAnswered(text: string): void {
  expect(faultIn(text)).toBeUndefined();
}

const SYMBOLS = [
  ..."{ } ( ) [ ] < > : , . | # * + - & = ! ? / % ; @ ` \" ' \\".split(" "),
  " ",
  "\n",
  "->",
  "&&",
  "||",
  "==",
  "//",
  "///",
  "/*",
  "*/",
];
const WORDS = [
  "user",
  "group",
  "a",
  "any",
  "all",
  "list",
  "map",
  "string",
  "1",
  "01",
  '"x"',
  "`a-b`",
  "json {",
  "model 1",
];

const tokens = fc.constantFrom(...KEYWORDS, ...SYMBOLS, ...WORDS);

/** One change to a text, by places that are taken modulo its length. */
interface Edit {
  readonly kind: "delete" | "repeat" | "swap" | "insert";
  readonly at: number;
  readonly length: number;
  readonly text: string;
}

const edits = fc.array(
  fc.record<Edit>({
    kind: fc.constantFrom("delete", "repeat", "swap", "insert"),
    at: fc.nat(2_000),
    length: fc.integer({ min: 1, max: 12 }),
    text: fc.oneof(tokens, fc.string({ minLength: 1, maxLength: 3, unit: "binary" })),
  }),
  { minLength: 1, maxLength: 4 },
);

function edited(text: string, { kind, at, length, text: added }: Edit): string {
  const start = at % (text.length + 1);
  const before = text.slice(0, start);
  const piece = text.slice(start, start + length);
  const after = text.slice(start + length);
  switch (kind) {
    case "delete":
      return before + after;
    case "repeat":
      return before + piece + piece + after;
    case "swap":
      return before + after.slice(0, length) + piece + after.slice(length);
    case "insert":
      return before + added + piece + after;
  }
}

describe("any text is answered, with a model or with an error", () => {
  it("be it random", () => {
    fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 200 }), isAnswered), { numRuns: 1_000 });
  });

  it("be it random behind the header", () => {
    const texts = fc.string({ unit: "grapheme-ascii", maxLength: 200 }).map((text) => `model 1\n${text}`);
    fc.assert(fc.property(texts, isAnswered), { numRuns: 500 });
  });

  it("be it a soup of tokens", () => {
    const soups = fc.array(tokens, { maxLength: 60 }).map((list) => `model 1 ${list.join(" ")}`);
    fc.assert(fc.property(soups, isAnswered), { numRuns: 1_500 });
  });

  it("be it a soup of tokens in a type or a policy", () => {
    const heads = fc.constantFrom(
      "type t { permission p = ",
      "type t { relation r: ",
      "type t { relation r: t\n",
      "policy p(",
      "policy p = json {",
      "policy p = ",
      "context x: ",
      'import "./x" ',
    );
    const soups = fc
      .tuple(heads, fc.array(tokens, { maxLength: 30 }))
      .map(([head, list]) => `model 1 ${head}${list.join("")}`);
    fc.assert(fc.property(soups, isAnswered), { numRuns: 1_500 });
  });

  it("be it a model with a few slips", () => {
    const slips = fc.tuple(fc.constantFrom(...VALID), edits).map(([text, list]) => list.reduce(edited, text));
    fc.assert(fc.property(slips, isAnswered), { numRuns: 1_500 });
  });

  it("be it any beginning of a model", () => {
    const beginnings = VALID.flatMap((text) => Array.from(text, (_, end) => text.slice(0, end)));
    expect(beginnings.filter((text) => faultIn(text) !== undefined)).toEqual([]);
  });

  it("be it a model without any one of its characters", () => {
    const gaps = VALID.flatMap((text) => Array.from(text, (_, at) => text.slice(0, at) + text.slice(at + 1)));
    expect(gaps.filter((text) => faultIn(text) !== undefined)).toEqual([]);
  });
});
