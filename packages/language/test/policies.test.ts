import { describe, expect, it } from "vitest";

import { Reporter } from "../src/diagnostics/reporter.ts";
import { lex } from "../src/lexer/lex.ts";
import { Cursor } from "../src/parser/cursor.ts";
import { toJson } from "../src/parser/json-node.ts";
import { parseJson } from "../src/parser/parse-json.ts";
import { mistakesIn, modelOf, policyOf } from "./compiled.ts";

describe("a policy", () => {
  it("has parameters, from the tuple or not, sorted by name", () => {
    const policy = policyOf(
      modelOf('policy p(tuple b: string, a: list<string>) = json { "in": [{ "var": "b" }, { "var": "a" }] }'),
      "p",
    );
    expect(policy).toEqual({
      name: "p",
      parameters: [
        { name: "a", type: { kind: "list", of: { kind: "string" } }, tuple: false },
        { name: "b", type: { kind: "string" }, tuple: true },
      ],
      required: [],
      body: { in: [{ var: "b" }, { var: "a" }] },
    });
  });

  it("may have empty parentheses", () => {
    expect(policyOf(modelOf("policy p() = json true"), "p").parameters).toEqual([]);
  });

  it("may require paths, which stand before its body", () => {
    const model = modelOf(`
      type t { attribute amount: number }
      context region: string
      policy p(limit: map<map<number>>) required resource.amount, limit.eu.max, context.region = json true
    `);
    expect(policyOf(model, "p").required).toEqual(["context.region", "limit.eu.max", "resource.amount"]);
  });

  it("has the names of its required paths looked up", () => {
    expect(mistakesIn("policy p required context.region, x, resource.a = json true")).toEqual([
      "unknown_context «context.region»",
      "unknown_path «x»",
      "unknown_attribute «resource.a»",
    ]);
    expect(mistakesIn("policy p(a: any) required a, a = json true")).toEqual(["duplicate_value «a»"]);
    expect(mistakesIn("policy p required `a.b` = json true")).toEqual(["invalid_name «`a.b`»"]);
  });

  it("is declared once, and has each parameter once", () => {
    expect(mistakesIn("policy p = json true policy p = json false")).toEqual(["duplicate_declaration «p»"]);
    expect(mistakesIn('policy p(a: any, a: any) = json { "!": { "var": "a" } }')).toEqual([
      "duplicate_declaration «a»",
    ]);
  });

  it.each([
    ["policy", "unexpected_token «»"],
    ["policy p", "unexpected_token «»"],
    ["policy p =", "unexpected_token «»"],
    ["policy p = json", "invalid_json «»"],
    ["policy p(a) = json true", "unexpected_token «)»"],
    ["policy p(a: any b: any) = json true", "unexpected_token «b»"],
    ["policy p(a: any,) = json true", "unexpected_token «)»"],
    ["policy p required = json true", "unexpected_token «=»"],
    ["policy p json true", "unexpected_token «json»"],
  ])("%s lacks a part", (text, mistake) => {
    expect(mistakesIn(text)).toEqual([mistake]);
  });
});

/** JSON in the place of a body, whatever it means. */
const body = (text: string): unknown => {
  const source = { path: "a", text };
  const reporter = new Reporter();
  return toJson(parseJson(new Cursor(source, lex(source, reporter).tokens, reporter)));
};

const wrong = (json: string): string[] => mistakesIn(`policy p = json ${json}`);

const nested = (depth: number): string => `${'{ "!": ['.repeat(depth)}${"] }".repeat(depth)}`;

describe("the JSON of a policy", () => {
  it.each([
    ["1", 1],
    ["-1.5e2", -150],
    ["-0", 0],
    ["1E-2", 0.01],
    ["true", true],
    ["false", false],
    ["null", null],
    ["[]", []],
    ["{}", {}],
    ['"\\u0041\\n"', "A\n"],
    ['{ "a": 1, "b": [ { "c": null } ] }', { a: 1, b: [{ c: null }] }],
  ])("%s is read as JSON reads it", (json, value) => {
    expect(body(json)).toStrictEqual(value);
  });

  it("may have any key, `__proto__` included", () => {
    expect(JSON.stringify(body('{ "__proto__": 1, "b": 2 }'))).toBe('{"__proto__":1,"b":2}');
  });

  it("may hold comments", () => {
    expect(wrong('{ "==": [ // both\n 1, 1 ] }')).toEqual([]);
  });

  it.each([
    ['{ "a" 1 }', "1"],
    ['{ "a": }', "}"],
    ['{ "a": 1, }', "}"],
    ["{ a: 1 }", "a"],
    ['{ "a": 1 "b": 2 }', '"b"'],
    ['{ "a": 1, "a": 2 }', '"a"'],
    ['{ "a": [1 2] }', "2"],
    ['{ "a": [1,] }', "]"],
    ['{ "a": 01 }', "01"],
    ['{ "a": - 1 }', "- 1"],
    ['{ "a": 1e999 }', "1e999"],
    ['{ "a": yes }', "yes"],
    ['{ "a": `true` }', "`true`"],
    ['{ "a": ', ""],
    ["[", ""],
  ])("%s is refused where it goes wrong", (json, found) => {
    expect(wrong(json)).toEqual([`invalid_json «${found}»`]);
  });

  it("nests a hundred deep and no deeper", () => {
    expect(JSON.stringify(body(nested(100)))).toHaveLength(nested(100).replaceAll(" ", "").length);
    expect(wrong(nested(101))).toEqual(["too_deep «{»"]);
    expect(wrong(`[${"[".repeat(100)}${"]".repeat(100)}]`)).toEqual(["too_deep «[»"]);
  });
});

describe("a policy that is not boolean", () => {
  it.each(["1", '"yes"', "null", "[]", "[true]", "{}", '{ "a": 1, "b": 2 }', '{ "var": "now" }'])(
    "is refused as the value %s",
    (json) => {
      expect(mistakesIn(`policy p = json ${json}`)).toEqual([`policy_type «${json}»`]);
    },
  );

  it.each(["+", "-", "*", "/", "%", "min", "max", "cat", "merge"])("is refused as the result of `%s`", (operator) => {
    expect(mistakesIn(`policy p = json { "${operator}": [1, 2] }`)).toEqual([
      `policy_type «{ "${operator}": [1, 2] }»`,
    ]);
  });

  it.each(["true", "false", '{ "==": [1, 1] }', '{ "if": [true, true, false] }'])("is not %s", (json) => {
    expect(mistakesIn(`policy p = json ${json}`)).toEqual([]);
  });
});
