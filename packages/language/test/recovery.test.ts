import { describe, expect, it } from "vitest";

import { mistakesIn } from "./compiled.ts";

describe("three independent mistakes are three diagnostics", () => {
  it("in the members of one type", () => {
    expect(
      mistakesIn(`
        type user
        type t {
          relation a user
          relation b: user
          permission p = b +
          permission q = b & (b
          permission r = b
        }
      `),
    ).toEqual(["unexpected_token «user»", "unexpected_token «permission»", "unexpected_token «permission»"]);
  });

  it("in three declarations", () => {
    expect(
      mistakesIn(`
        type { relation a: user }
        policy p( = json true
        type user
        context region string
        type t { relation a: user }
      `),
    ).toEqual(["unexpected_token «{»", "unexpected_token «=»", "unexpected_token «string»"]);
  });

  it("of different kinds: a character, the grammar, a name", () => {
    expect(
      mistakesIn(`
        type user;
        type t {
          relation a: user
          permission p = a ->
          permission q = aa
        }
      `),
    ).toEqual(["unexpected_character «;»", "unexpected_token «permission»", "unknown_relation «aa»"]);
  });

  it("in policies", () => {
    expect(
      mistakesIn(`
        policy a = json { "==": [1, 2 }
        policy b = json { "==" [1, 2] }
        policy c = json { "var": "regin" }
      `),
    ).toEqual(["invalid_json «}»", "invalid_json «[»", 'unknown_path «"regin"»']);
  });

  it("that are all about names", () => {
    expect(
      mistakesIn(`
        type user
        type t {
          relation a: usr
          relation b: user#membr
          permission p = c
        }
      `),
    ).toEqual(["unknown_type «usr»", "unknown_relation «membr»", "unknown_relation «c»"]);
  });
});

describe("a declaration that could not be read", () => {
  it("still declares its name", () => {
    expect(
      mistakesIn(`
        type user
        type t {
          relation a = user
          permission p = (a
          permission q = p + a
        }
        type u { relation r: t#p | t#a with broken }
        policy broken(x = json true
      `),
    ).toEqual(["unexpected_token «=»", "unexpected_token «permission»", "unexpected_token «=»"]);
  });

  it("has what was read of it checked", () => {
    expect(mistakesIn("type t { relation a: usr | | t }")).toEqual(["unknown_type «usr»", "unexpected_token «|»"]);
  });
});

describe("braces that do not match", () => {
  it("that are not closed end at the next declaration", () => {
    expect(mistakesIn("type user type t { relation a: user type u { relation b: nothing }")).toEqual([
      "unexpected_token «type»",
      "unknown_type «nothing»",
    ]);
  });

  it("that are closed twice are one mistake", () => {
    expect(mistakesIn("type user { } } type t { relation a: user }")).toEqual(["unexpected_token «}»"]);
  });

  it("inside of a type do not end it", () => {
    expect(mistakesIn("type user type t { relation a: { user } relation b: user permission p = b }")).toEqual([
      "unexpected_token «{»",
    ]);
  });

  it("left open inside of a type are left at the next member", () => {
    expect(mistakesIn("type user type t { relation a: { user relation b: usr }")).toEqual([
      "unexpected_token «{»",
      "unknown_type «usr»",
    ]);
  });
});

describe("a declaration in the wrong place", () => {
  it("such as a member outside of a type is said once", () => {
    expect(mistakesIn("type t relation a: t permission p = a type u { relation r: x }")).toEqual([
      "unexpected_token «relation»",
      "unknown_type «x»",
    ]);
  });

  it("such as a word that is no keyword is guessed at", () => {
    expect(mistakesIn("tpye user { relation a: b } type t { relation r: x }")).toEqual([
      "unexpected_token «tpye»",
      "unknown_type «x»",
    ]);
  });

  it("such as words in a type are passed over to the next member", () => {
    expect(mistakesIn("type t { define a: t relation b: x }")).toEqual([
      "unexpected_token «define»",
      "unknown_type «x»",
    ]);
  });
});
