import { compileText, format } from "@relata/language";
import { describe, expect, it } from "vitest";
import { formatted, laidOut } from "./laws.ts";

describe("JSON", () => {
  it("keeps the order of keys, and how numbers are written", () => {
    expect(laidOut('\npolicy p = json{"b":[],"a":{"c":-1.50e3,"a":{}}}\n')).toBe(
      '\npolicy p = json { "b": [], "a": { "c": -1.50e3, "a": {} } }\n',
    );
  });
});

describe("comments", () => {
  it("line up behind neighbouring lines", () => {
    expect(
      laidOut(`
type a // one
type long_name // two
`),
    ).toBe(`
type a          // one
type long_name  // two
`);
  });

  it("go behind a comma and a brace, and before an operator", () => {
    expect(
      laidOut(`
type t // t
{ permission p = a + // a
  b }
policy p(a: any // a
, b: any) = json [1 // one
, 2]
`),
    ).toBe(`
type t {  // t
  permission p =
    a  // a
    + b
}

policy p(
  a: any,  // a
  b: any
) = json [
  1,  // one
  2
]
`);
  });

  it("go with what follows where an empty line comes in", () => {
    expect(
      laidOut(`
type a { relation r: a }
// About b.
/// Doc of b.

type b
// About a.

type c {}
`),
    ).toBe(`
type a {
  relation r: a
}

// About b.
/// Doc of b.
type b
// About a.

type c {}
`);
  });

  it("do not become docs of what they did not document", () => {
    const text = "model 1\ntype t /// odd\n{ relation r: t }";
    expect(compileText(formatted(text)).model).toEqual(compileText(text).model);
  });
});

describe("the spelling of tokens", () => {
  it("has backticks where a name needs them, and strings as JSON", () => {
    expect(
      laidOut(`
type \`user\` { relation \`type\`: \`a-b\` attribute x: "\\u0041\\/" | "\\u202E" attribute yy: any }
policy p(\`true\`: any, \`x\`: any) required \`x\` = \`true\` == 1.50 && \`x\` == - 1
`),
    ).toBe(`
type user {
  relation \`type\`: \`a-b\`
  attribute x:  "A/" | "\\u202e"
  attribute yy: any
}

policy p(true: any, x: any) required x = \`true\` == 1.50 && x == -1
`);
  });
});

describe("a file that does not parse", () => {
  it("has its diagnostics and no text", () => {
    expect(format({ path: "a.relata", text: "model 1\ntype t { relation }" })).toMatchObject({
      diagnostics: [{ code: "unexpected_token", span: { path: "a.relata", line: 2 } }],
    });
  });

  it("is not one whose names do not resolve, or whose imports lead nowhere", () => {
    expect(laidOut('\nimport "./none.relata"\n\ntype t {\n  relation r: nobody\n}\n')).toContain("relation r: nobody");
  });
});
