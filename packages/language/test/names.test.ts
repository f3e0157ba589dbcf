import { describe, expect, it } from "vitest";

import { isBareName, isKeyword, KEYWORDS, nameProblem, writeName } from "@relata/language";
import { mistakesIn, modelOf, relationOf, saidOf, typeOf } from "./compiled.ts";

const typeNames = (body: string): string[] => modelOf(body).types.map((type) => type.name);

describe("names", () => {
  it("are letters, digits and underscores, and do not begin with a digit", () => {
    expect(typeNames("type user type _x9 type X")).toEqual(["X", "_x9", "user"]);
    expect(mistakesIn("type 9lives")).toEqual(["unexpected_token «9»"]);
  });

  it("have 64 letters at the most without backticks", () => {
    const longest = "a".repeat(64);
    expect(typeNames(`type ${longest}`)).toEqual([longest]);
    expect(mistakesIn(`type ${longest}a`)).toEqual([`invalid_name «${longest}a»`]);
  });

  it("may hold nearly anything in backticks, and are carried without them", () => {
    const model = modelOf("type user type `org/docs-team` { relation `can-view`: user permission `a.b` = `can-view` }");
    const type = typeOf(model, "org/docs-team");
    expect(type.relations.map((each) => each.name)).toEqual(["can-view"]);
    expect(type.permissions).toEqual([{ name: "a.b", rewrite: { kind: "computed", relation: "can-view" } }]);
  });

  it("in backticks and without them are the same name", () => {
    expect(relationOf(modelOf("type `user` type t { relation r: user }"), "t", "r").subjects).toEqual([
      { type: "user" },
    ]);
  });

  it("have 254 bytes at the most in backticks, counted as UTF-8", () => {
    const longest = "é".repeat(127);
    expect(typeNames(`type \`${longest}\``)).toEqual([longest]);
    expect(mistakesIn(`type \`${longest}x\``)).toEqual([`invalid_name «\`${longest}x\`»`]);
  });

  it.each([
    ["", "empty"],
    ["a b", "a space"],
    ["a:b", "`:`"],
    ["a#b", "`#`"],
    ["a@b", "`@`"],
    ["a*b", "`*`"],
    ["a\tb", "U+0009"],
    ["a\u{7f}b", "U+007F"],
    ["a\u{a0}b", "U+00A0"],
    ["a\u{d800}b", "U+D800"],
  ])("cannot be `%s`", (name, reason) => {
    expect(nameProblem(name)).toContain(reason);
    expect(mistakesIn(`type \`${name}\``)).toEqual([`invalid_name «\`${name}\`»`]);
  });

  it("in backticks end on their line", () => {
    expect(mistakesIn("type `user\ntype group")).toEqual(["unterminated_name «`»"]);
  });

  it.each(["can-view", "org/docs", "a.b", "a-b-c"])("such as `%s` are asked for in backticks", (name) => {
    expect(mistakesIn(`type ${name}`)).toEqual([`invalid_name «${name}»`]);
    expect(saidOf(`type ${name}`)).toEqual([`\`${name}\` is not a bare name | write it in backticks: \`${name}\``]);
  });

  it("of attributes, context entries and parameters hold no dot, which parts a path", () => {
    expect(mistakesIn("type t { attribute `a.b`: string }")).toEqual(["invalid_name «`a.b`»"]);
    expect(mistakesIn("context `a.b`: string")).toEqual(["invalid_name «`a.b`»"]);
    expect(mistakesIn("policy p(`a.b`: string) = json true")).toContain("invalid_name «`a.b`»");
  });
});

describe("namespaces", () => {
  it("stand before a type with a colon, and nest", () => {
    expect(typeNames("type client_abc:invoice type a:b:c")).toEqual(["a:b:c", "client_abc:invoice"]);
  });

  it("take backticks part by part", () => {
    expect(typeNames("type `client-abc`:invoice:`x/y`")).toEqual(["client-abc:invoice:x/y"]);
  });

  it("are told from the colon after a relation by where they stand", () => {
    const model = modelOf("type a:b type t { relation a: a:b relation x:a:b relation y : a:b:* }");
    expect(relationOf(model, "t", "a").subjects).toEqual([{ type: "a:b" }]);
    expect(relationOf(model, "t", "x").subjects).toEqual([{ type: "a:b" }]);
    expect(relationOf(model, "t", "y").subjects).toEqual([{ type: "a:b", wildcard: true }]);
  });

  it("may be the prefix of a name without being that of a declared type", () => {
    expect(typeNames("type a:b type a:c type ab")).toEqual(["a:b", "a:c", "ab"]);
    expect(mistakesIn("type a:b:c type a:b type a:b:d")).toEqual(["prefix_type «a:b:c»", "prefix_type «a:b:d»"]);
  });
});

describe("keywords", () => {
  it.each(KEYWORDS)("`%s` is a name only in backticks", (keyword) => {
    expect(typeNames(`type \`${keyword}\``)).toEqual([keyword]);
    expect(mistakesIn(`type ${keyword}`)).toEqual([`reserved_word «${keyword}»`]);
    expect(isKeyword(keyword)).toBe(true);
    expect(isBareName(keyword)).toBe(false);
    expect(writeName(keyword)).toBe(`\`${keyword}\``);
  });

  it.each(KEYWORDS)("`%s` as the name of a member is one mistake", (keyword) => {
    const body = `type user type t { relation ${keyword}: user permission ${keyword} = nil }`;
    expect(mistakesIn(body).filter((each) => each.startsWith("reserved_word"))).toHaveLength(2);
    expect(mistakesIn(`type user type t { relation ${keyword}: user }`)).toEqual([`reserved_word «${keyword}»`]);
  });

  it("that begin the next declaration are not taken for the name that is missing", () => {
    expect(mistakesIn("type\ntype user")).toEqual(["unexpected_token «type»"]);
    expect(mistakesIn("type user type t { relation\n permission p = nil }")).toEqual(["unexpected_token «permission»"]);
  });

  it("in expressions are one mistake, and the type goes on behind them", () => {
    const body = "type user type t { relation a: user permission p = a + type permission q = b }";
    expect(mistakesIn(body)).toEqual(["reserved_word «type»", "unknown_relation «b»"]);
  });

  it("are those alone: value types and quantifiers are ordinary names", () => {
    const names = ["any", "all", "list", "map", "string", "number", "true"];
    const model = modelOf(`type user type t { ${names.map((name) => `relation ${name}: user`).join(" ")} }`);
    expect(typeOf(model, "t").relations.map((each) => each.name)).toEqual(names.toSorted());
  });
});

describe("writing a name", () => {
  it.each([
    ["user", "user"],
    ["can-view", "`can-view`"],
    ["client_abc:invoice", "client_abc:invoice"],
    ["client-abc:type", "`client-abc`:`type`"],
    ["9", "`9`"],
  ])("%s becomes %s", (name, written) => {
    expect(writeName(name)).toBe(written);
    expect(typeNames(`type ${written}`)).toEqual([name]);
  });
});
