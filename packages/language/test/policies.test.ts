import { describe, expect, it } from "vitest";

import { mistakesIn, modelOf, policyOf, saidOf } from "./compiled.ts";

describe("a policy", () => {
  it("has parameters, from the tuple or not, sorted by name", () => {
    const policy = policyOf(
      modelOf('policy p(tuple b: timestamp, a: list<string>) = json { "in": [{ "var": "a" }, { "var": "b" }] }'),
      "p",
    );
    expect(policy).toEqual({
      name: "p",
      parameters: [
        { name: "a", type: { kind: "list", of: { kind: "string" } }, tuple: false },
        { name: "b", type: { kind: "timestamp" }, tuple: true },
      ],
      required: [],
      body: { in: [{ var: "a" }, { var: "b" }] },
    });
  });

  it("may have empty parentheses", () => {
    expect(policyOf(modelOf("policy p() = json true"), "p").parameters).toEqual([]);
  });

  it("may require paths, which stand before its body", () => {
    const model = modelOf(`
      type t { attribute amount: number }
      context region: string
      policy p(limit: map<number>) required resource.amount, limit.eu.max, context.region = json true
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

const body = (json: string): unknown => policyOf(modelOf(`policy p = json { "!": [${json}] }`), "p").body;

const wrong = (json: string): string[] => mistakesIn(`policy p = json ${json}`);

const nested = (depth: number): string => `{ "!": ${"[".repeat(depth - 1)}${"]".repeat(depth - 1)} }`;

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
    expect(body(json)).toStrictEqual({ "!": [value] });
  });

  it("may have any key, `__proto__` included", () => {
    const policy = policyOf(modelOf('policy p = json { "!": { "__proto__": 1, "b": 2 } }'), "p");
    expect(JSON.stringify(policy.body)).toBe('{"!":{"__proto__":1,"b":2}}');
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
    expect(wrong(nested(100))).toEqual([]);
    expect(wrong(nested(101))).toEqual(["too_deep «[»"]);
  });
});

describe("a policy that is clearly not boolean", () => {
  it.each(["1", '"yes"', "null", "[]", "[true]", "{}", '{ "a": 1, "b": 2 }'])("is refused as the value %s", (json) => {
    expect(mistakesIn(`policy p = json ${json}`)).toEqual([`not_boolean «${json}»`]);
  });

  it.each(["+", "-", "*", "/", "%", "min", "max", "cat", "substr", "merge", "map", "filter"])(
    "is refused as the result of `%s`",
    (operator) => {
      expect(mistakesIn(`policy p = json { "${operator}": [1, 2] }`)).toEqual([
        `not_boolean «{ "${operator}": [1, 2] }»`,
      ]);
    },
  );

  it.each(["true", "false", '{ "==": [1, 1] }', '{ "var": "now" }', '{ "if": [true, true, false] }'])(
    "is not %s",
    (json) => {
      expect(mistakesIn(`policy p = json ${json}`)).toEqual([]);
    },
  );
});

describe("a policy written as an expression", () => {
  it("is not read yet, and says so", () => {
    expect(saidOf("policy p = resource.status == 1")).toEqual([
      "expressions in policies are not read yet | write `json { … }`",
    ]);
  });

  it("is passed over to the next declaration, whatever words it uses", () => {
    expect(
      mistakesIn(`
        policy a = resource.type == "x" && context.region in ["eu"] ? size(tags) > 0 : !has(subject.policy)
        type t { relation r: usr }
        policy b = now >= from
      `),
    ).toEqual([
      'expression_policy «resource.type == "x" && context.region in ["eu"] ? size(tags) > 0 : !has(subject.policy)»',
      "unknown_type «usr»",
      "expression_policy «now >= from»",
    ]);
  });

  it("does not end at its own braces", () => {
    expect(mistakesIn('policy a = {"k": 1}["k"] == 1 context x: any')).toEqual([
      'expression_policy «{"k": 1}["k"] == 1»',
    ]);
  });
});
