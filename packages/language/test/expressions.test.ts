import type { Rewrite } from "@relata/model";
import { describe, expect, it } from "vitest";

import { docType, mistakesIn, rewriteOf, saidOf } from "./compiled.ts";

const name = (relation: string): { kind: "computed"; relation: string } => ({ kind: "computed", relation });
const [a, b, c] = [name("a"), name("b"), name("c")];

const wrong = (expression: string): string[] => mistakesIn(docType(`permission p = ${expression}`));
const said = (expression: string): string[] => saidOf(docType(`permission p = ${expression}`));

describe("an expression", () => {
  const table: [text: string, rewrite: Rewrite][] = [
    ["a", a],
    ["nil", { kind: "nil" }],
    ["self", { kind: "self" }],
    ["((a))", a],
    ["a + b", { kind: "union", of: [a, b] }],
    ["c + a + b", { kind: "union", of: [c, a, b] }],
    ["a & b & c", { kind: "intersection", of: [a, b, c] }],
    ["a - b", { kind: "exclusion", from: a, less: b }],
    ["a-b", { kind: "exclusion", from: a, less: b }],
    ["(a + b) - c", { kind: "exclusion", from: { kind: "union", of: [a, b] }, less: c }],
    ["a + (b - c)", { kind: "union", of: [a, { kind: "exclusion", from: b, less: c }] }],
    ["(a + b) + c", { kind: "union", of: [{ kind: "union", of: [a, b] }, c] }],
    ["(a - b) - c", { kind: "exclusion", from: { kind: "exclusion", from: a, less: b }, less: c }],
    ["a when small", { kind: "when", of: a, policy: "small" }],
    ["a + b when small", { kind: "when", of: { kind: "union", of: [a, b] }, policy: "small" }],
    ["a + (b when small)", { kind: "union", of: [a, { kind: "when", of: b, policy: "small" }] }],
    ["(a when small) when small", { kind: "when", of: { kind: "when", of: a, policy: "small" }, policy: "small" }],
  ];

  it.each(table)("%s is read as it stands", (text, rewrite) => {
    expect(rewriteOf(text)).toEqual(rewrite);
  });
});

const arrow = (relation: string, target: object, quantifier = "any"): object => ({
  kind: "arrow",
  relation,
  quantifier,
  target,
});

describe("an arrow", () => {
  it.each([
    ["folder->view", arrow("folder", name("view"))],
    ["folder.any(view)", arrow("folder", name("view"))],
    ["folder.all(view)", arrow("folder", name("view"), "all")],
    ["parent->parent->a", arrow("parent", arrow("parent", name("a")))],
    ["parent->folder->parent->viewer", arrow("parent", arrow("folder", arrow("parent", name("viewer"))))],
    ["parent->folder.all(view)", arrow("parent", arrow("folder", name("view"), "all"))],
    ["parent.all(folder->view)", arrow("parent", arrow("folder", name("view")), "all")],
    ["parent.all(folder.all(view))", arrow("parent", arrow("folder", name("view"), "all"), "all")],
    ["parent.any(parent.any(a))", arrow("parent", arrow("parent", name("a")))],
  ])("%s is read as it stands", (text, rewrite) => {
    expect(rewriteOf(text)).toEqual(rewrite);
  });

  it("binds closer than any operator", () => {
    expect(rewriteOf("a + folder->view")).toEqual({ kind: "union", of: [a, arrow("folder", name("view"))] });
  });

  it("has no other quantifiers", () => {
    expect(wrong("folder.some(view)")).toEqual(["unexpected_token «some»"]);
    expect(wrong("folder.view")).toEqual(["unexpected_token «view»"]);
    expect(wrong("folder.all view")).toEqual(["unexpected_token «view»"]);
  });

  it("does not go on behind parentheses", () => {
    expect(wrong("folder.all(parent)->view")).toEqual(["unexpected_token «->»"]);
    expect(wrong("(folder)->view")).toEqual(["unexpected_token «->»"]);
  });

  it("leads to a name, not to an expression", () => {
    expect(wrong("folder->(view + viewer)")).toEqual(["unexpected_token «(»"]);
    expect(wrong("folder->this")).toEqual(["reserved_word «this»"]);
  });

  it("chains a hundred times and no further", () => {
    expect(wrong(`${"parent->".repeat(100)}a`)).toEqual([]);
    expect(wrong(`${"parent->".repeat(101)}a`)).toEqual(["too_deep «a»"]);
  });
});

describe("operators without parentheses", () => {
  it.each([
    ["a + b - c", "(a + b) - c", "a + (b - c)"],
    ["a - b + c", "(a - b) + c", "a - (b + c)"],
    ["a & b + c", "(a & b) + c", "a & (b + c)"],
    ["a + b + c - d", "(a + b + c) - d", "a + b + (c - d)"],
    ["a - b & c & d", "(a - b) & c & d", "a - (b & c & d)"],
    ["a + b & c - d", "((a + b) & c) - d", "a + (b & (c - d))"],
    ["(a - b) + folder->view - d", "((a - b) + folder->view) - d", "(a - b) + (folder->view - d)"],
    ["a + b + c + d + e + a - b", "(e + a) - b", "e + (a - b)"],
  ])("in %s have two readings", (text, left, right) => {
    expect(wrong(text)).toEqual([`mixed_operators «${text}»`]);
    expect(said(text)[0]).toContain(`operators are mixed without parentheses: write \`${left}\` or \`${right}\``);
  });

  it("print an operand on one line, clipped", () => {
    expect(said("a + b - (c\n   &   d)")[0]).toContain("write `(a + b) - (c & d)`");
    const long = `(${Array.from({ length: 30 }, () => "a").join(" + ")})`;
    expect(said(`a + b - ${long}`)[0]).toContain("write `(a + b) - (a + a + a + a + a + a + a + a + a + a…`");
  });

  it("may not repeat `-`", () => {
    expect(wrong("a - b - c")).toEqual(["mixed_operators «a - b - c»"]);
    expect(said("a - b - c")[0]).toContain("`-` is repeated without parentheses: write `(a - b) - c` or `a - (b - c)`");
  });

  it("still have their names looked up", () => {
    expect(wrong("a + x - y")).toEqual(["mixed_operators «a + x - y»", "unknown_relation «x»", "unknown_relation «y»"]);
  });
});

describe("what other languages write", () => {
  it.each([
    ["a | b", "|", "+"],
    ["a || b", "||", "+"],
    ["a or b", "or", "+"],
    ["a && b", "&&", "&"],
    ["a and b", "and", "&"],
    ["a but b", "but", "-"],
    ["a except b", "except", "-"],
  ])("such as %s is answered with what to write here", (text, found, operator) => {
    expect(wrong(text)).toEqual([`unexpected_token «${found}»`]);
    expect(said(text)).toEqual([`expected an operator, found \`${found}\` | write \`${operator}\``]);
  });
});

describe("a part that is missing", () => {
  it.each([
    ["", "}"],
    ["a +", "}"],
    ["+ a", "+"],
    ["(a", "}"],
    ["()", ")"],
    ["folder->", "}"],
    ["folder.all(", "}"],
    ["a when", "}"],
  ])("in %j is pointed at", (text, found) => {
    expect(wrong(text)).toEqual([`unexpected_token «${found}»`]);
  });

  it("behind `when` asks for parentheses", () => {
    expect(wrong("a when small + b")).toEqual(["unexpected_token «+»"]);
    expect(wrong("a when small when small")).toEqual(["unexpected_token «when»"]);
    expect(said("a when small + b")[0]).toContain("`when` covers all that stands before it");
  });

  it("at the end of the file is pointed at behind the last token", () => {
    expect(mistakesIn("type t { permission p = \n\n")).toEqual(["unexpected_token «»", "unexpected_token «»"]);
  });
});

describe("the names in an expression", () => {
  it("are relations and permissions of the same type", () => {
    expect(wrong("a + view")).toEqual(["unknown_relation «view»"]);
    expect(said("parnt")[0]).toBe("type `doc` has no relation or permission `parnt` | did you mean `parent`?");
  });

  it("may be declared later", () => {
    expect(mistakesIn("type t { permission p = q permission q = r relation r: t }")).toEqual([]);
  });

  it("are not attributes", () => {
    expect(said("amount")).toEqual([
      "type `doc` has no relation or permission `amount` | it is an attribute, which only policies read",
    ]);
  });

  it("are listed where none is near", () => {
    expect(said("something_else")[0]).toContain("there are `a`, `b`, `c`, `d`, `e` and others");
  });

  it("are looked up everywhere in it", () => {
    expect(wrong("(v + (w & x)) - (y when small)")).toEqual([
      "unknown_relation «v»",
      "unknown_relation «w»",
      "unknown_relation «x»",
      "unknown_relation «y»",
    ]);
  });

  it("are not `this` in a permission", () => {
    expect(wrong("a + this")).toEqual(["this_in_permission «this»"]);
  });
});
