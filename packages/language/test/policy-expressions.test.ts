import { compileExpression } from "@relata/language";
import type { Json } from "@relata/model";
import { describe, expect, it } from "vitest";

import { bodyOf } from "./compiled.ts";

/** The json-logic of an expression, with parameters `a` to `f`. */
const json = (text: string): Json | undefined => bodyOf(` ${text}`, ["a", "b", "c", "d", "e", "f"]);

const a = { var: "a" };
const b = { var: "b" };
const c = { var: "c" };

describe("an expression is json-logic", () => {
  it.each<[string, Json]>([
    ["true", true],
    ["null", null],
    ["-1.5e2", -150],
    ["- 1", -1],
    ["-0", 0],
    ['"\\u0041\\n"', "A\n"],
    ["[]", []],
    ['[1, [a], "x"]', [1, [a], "x"]],
    ["a", a],
    ["resource.amount", { var: "resource.amount" }],
    ["context.region", { var: "context.region" }],
    ["`a`", a],
    ["subject.type.policy", { var: "subject.type.policy" }],
    ["resource.`a-b`", { var: "resource.a-b" }],
    ['resource.labels["a b"]', { var: "resource.labels.a b" }],
    ['resource["labels"]["a"].b', { var: "resource.labels.a.b" }],
    ["(resource.labels).a", { var: "resource.labels.a" }],
    ["a == b", { "==": [a, b] }],
    ["a in [1]", { in: [a, [1]] }],
    ["!a", { "!": [a] }],
    ["-a", { "-": [a] }],
    ["-(1)", { "-": [1] }],
    ["a ? b : c", { if: [a, b, c] }],
    ["a && b && c", { and: [a, b, c] }],
    ["(a && b) && c", { and: [{ and: [a, b] }, c] }],
    ["a || b || c", { or: [a, b, c] }],
    ["a + b + c", { "+": [a, b, c] }],
    ["a + b - c", { "-": [{ "+": [a, b] }, c] }],
    ["a - b - c", { "-": [{ "-": [a, b] }, c] }],
    ["a - b + c + 1", { "+": [{ "-": [a, b] }, c, 1] }],
    ["a * b * c / 2", { "/": [{ "*": [a, b, c] }, 2] }],
    ["a % b", { "%": [a, b] }],
    ["a[0]", { get: [a, 0] }],
    ["a[b]", { get: [a, b] }],
    ['a["x.y"]', { get: [a, "x.y"] }],
    ['a[""]', { get: [a, ""] }],
    ["a[0].name", { get: [{ get: [a, 0] }, "name"] }],
    ["a[0][1]", { get: [{ get: [a, 0] }, 1] }],
  ])("%s", (text, value) => {
    expect(json(text)).toStrictEqual(value);
  });

  it.each<[string, Json]>([
    ["has(resource.a.b)", { has: "resource.a.b" }],
    ['has(resource.a["b c"])', { has: "resource.a.b c" }],
    ["size(a)", { size: [a] }],
    ["a.size()", { size: [a] }],
    ['a.contains("x")', { contains: [a, "x"] }],
    ['a.startsWith("x")', { startsWith: [a, "x"] }],
    ['a.endsWith("x")', { endsWith: [a, "x"] }],
    ['a.in_cidr("10.0.0.0/8")', { in_cidr: [a, "10.0.0.0/8"] }],
    ['in_cidr(a, "10.0.0.0/8")', { in_cidr: [a, "10.0.0.0/8"] }],
    ["a.isSubtreeOf(b)", { isSubtreeOf: [a, b] }],
    ["isSubtreeOf(a, b)", { isSubtreeOf: [a, b] }],
    ['timestamp("2026-01-01T00:00:00Z")', { timestamp: ["2026-01-01T00:00:00Z"] }],
    ['duration("1h")', { duration: ["1h"] }],
    ['cat(a, "-", b)', { cat: [a, "-", b] }],
    ["min(a, b, 1)", { min: [a, b, 1] }],
    ["max(a)", { max: [a] }],
    ["(a + b).size().contains(c)", { contains: [{ size: [{ "+": [a, b] }] }, c] }],
  ])("of a function, %s", (text, value) => {
    expect(json(text)).toStrictEqual(value);
  });

  it.each<[string, Json]>([
    ["a.exists(x, x == b)", { some: [a, { "==": [{ var: "" }, { var: "../b" }] }] }],
    ["a.exists_one(x, x.f)", { one: [a, { var: "f" }] }],
    ["a.all(x, x)", { none: [a, { "!": [{ var: "" }] }] }],
    ["a.filter(x, has(x.f.g))", { filter: [a, { has: "f.g" }] }],
    ['a.map(x, x["f"])', { map: [a, { var: "f" }] }],
    ["a.map(x, x[0])", { map: [a, { get: [{ var: "" }, 0] }] }],
    ["a.map(a1, a1).map(x, x)", { map: [{ map: [a, { var: "" }] }, { var: "" }] }],
    [
      "a.exists(x, x.l.exists(y, y == x && y.f == x.f && b))",
      {
        some: [
          a,
          {
            some: [
              { var: "l" },
              {
                and: [
                  { "==": [{ var: "" }, { var: "../" }] },
                  { "==": [{ var: "f" }, { var: "../f" }] },
                  { var: "../../b" },
                ],
              },
            ],
          },
        ],
      },
    ],
    ["a.exists(x, b.exists(y, x))", { some: [a, { some: [{ var: "../b" }, { var: "../" }] }] }],
    ["[1, 2].exists(`type`, `type` > now)", { some: [[1, 2], { ">": [{ var: "" }, { var: "../now" }] }] }],
  ])("over a list, %s", (text, value) => {
    expect(json(text)).toStrictEqual(value);
  });
});

describe("an expression groups as CEL does", () => {
  it.each([
    ["a || b && c", "a || (b && c)"],
    ["a && b == c", "a && (b == c)"],
    ["a == b + c", "a == (b + c)"],
    ["a + b * c", "a + (b * c)"],
    ["a - b - c", "(a - b) - c"],
    ["a / b * c", "(a / b) * c"],
    ["a * b % c", "(a * b) % c"],
    ["a ? b : c ? d : e", "a ? b : (c ? d : e)"],
    ["a || b ? c && d : e", "(a || b) ? (c && d) : e"],
    ["!a && b", "(!a) && b"],
    ["!a.b", "!(a.b)"],
    ["-a * b", "(-a) * b"],
    ["-a.b", "-(a.b)"],
    ["!!a", "!(!a)"],
    ["a - -b", "a - (-b)"],
    ["a -1", "a - (1)"],
    ["!a in b", "(!a) in b"],
    ["a[b + c]", "a[(b + c)]"],
  ])("%s is %s", (text, grouped) => {
    expect(json(text)).toBeDefined();
    expect(json(text)).toEqual(json(grouped));
  });

  it("and parentheses around a whole, or twice, change nothing", () => {
    expect(json("((a))")).toEqual(a);
    expect(json("((a && b))")).toEqual({ and: [a, b] });
  });

  it("and white space and comments mean nothing", () => {
    expect(json("a // first\n&&\n\tb")).toEqual(json("a&&b"));
  });
});

describe("an expression by itself", () => {
  it("is compiled without a model", () => {
    expect(compileExpression("resource.amount <= 1000")).toEqual({
      body: { "<=": [{ var: "resource.amount" }, 1000] },
      diagnostics: [],
    });
  });

  it("is told what is wrong with it, and has no body then", () => {
    const { body, diagnostics } = compileExpression("size(a, b) == int(c)");
    expect(body).toBeUndefined();
    expect(diagnostics.map(({ code, span }) => [code, span.start, span.end])).toEqual([
      ["wrong_call", 0, 10],
      ["unknown_function", 14, 17],
    ]);
  });

  it("ends where the text ends", () => {
    expect(compileExpression("a policy b = c").diagnostics.map(({ code }) => code)).toEqual(["unexpected_token"]);
    expect(compileExpression("").diagnostics.map(({ message }) => message)).toEqual([
      "expected a value, found the end of the file",
    ]);
  });

  it("knows parameters only as names that no variable may have", () => {
    expect(compileExpression("[1].all(x, true)", ["x"]).diagnostics.map(({ code }) => code)).toEqual(["shadowed_name"]);
  });
});

const codesOf = (text: string): string[] => compileExpression(text).diagnostics.map(({ code }) => code);

describe("how deep and how long an expression may be", () => {
  it.each([
    ["parentheses", (n: number) => `${"(".repeat(n)}true${")".repeat(n)}`],
    ["negations", (n: number) => `${"!".repeat(n)}true`],
    ["differences", (n: number) => `1${" - 1".repeat(n)}`],
    ["members", (n: number) => `a${".b".repeat(n)}`],
    ["indexes", (n: number) => `a${"[0]".repeat(n)}`],
    ["conditions", (n: number) => `${"a ? a : ".repeat(n)}a`],
    ["lists", (n: number) => `${"[".repeat(n)}${"]".repeat(n)}`],
    ["calls", (n: number) => `${"size(".repeat(n)}a${")".repeat(n)}`],
  ])("is bounded for %s, and far beyond that is answered", (_, text) => {
    expect(codesOf(text(40))).toEqual([]);
    expect(codesOf(text(101))).toEqual(["too_deep"]);
    expect(codesOf(text(20_000))).toEqual(["too_deep"]);
  });

  it.each(["&&", "||", "+", "*"])("is not bounded by a run of `%s`", (operator) => {
    const { body } = compileExpression(Array.from({ length: 50_000 }, () => "true").join(operator));
    expect(JSON.stringify(body)?.length).toBeGreaterThan(200_000);
  });
});
