import { describe, expect, it } from "vitest";

import { mistakesIn, modelOf, relationOf, saidOf, typeOf } from "./compiled.ts";

const TYPES = `
  type user
  type apikey
  type group { relation member: user | group#member permission all_of_it = member }
  policy p = json true
  policy q = json false
`;

const subjects = (text: string): unknown =>
  relationOf(modelOf(`${TYPES} type t { relation r: ${text} }`), "t", "r").subjects;

describe("types", () => {
  it("need no braces, and may have empty ones", () => {
    expect(modelOf("type a type b {}").types).toEqual([
      { name: "a", attributes: [], relations: [], permissions: [] },
      { name: "b", attributes: [], relations: [], permissions: [] },
    ]);
  });

  it("have their members in any order, and sorted", () => {
    const model = modelOf("type t { permission z = b relation b: t permission a = z relation c: t attribute x: any }");
    const type = typeOf(model, "t");
    expect(type.relations.map((each) => each.name)).toEqual(["b", "c"]);
    expect(type.permissions.map((each) => each.name)).toEqual(["a", "z"]);
  });

  it("are declared once, even over several files' worth of text", () => {
    expect(mistakesIn("type t type u type t { relation r: t }")).toEqual(["duplicate_declaration «t»"]);
  });

  it("have one set of names for relations and permissions", () => {
    expect(mistakesIn("type t { relation a: t permission a = nil relation a: t }")).toEqual([
      "duplicate_declaration «a»",
      "duplicate_declaration «a»",
    ]);
    expect(saidOf("type t { relation a: t permission a = nil }")).toEqual([
      "permission `a` is declared already | the first is the relation at model.relata:2",
    ]);
  });
});

describe("the subjects of a relation", () => {
  it("may be subjects of a type, subject sets and wildcards", () => {
    expect(subjects("user")).toEqual([{ type: "user" }]);
    expect(subjects("group#member")).toEqual([{ type: "group", relation: "member" }]);
    expect(subjects("user:*")).toEqual([{ type: "user", wildcard: true }]);
  });

  it("may be a set named by a permission", () => {
    expect(subjects("group#all_of_it")).toEqual([{ type: "group", relation: "all_of_it" }]);
  });

  it("may each carry a policy", () => {
    expect(subjects("user with p | group#member with q | user:* with p")).toEqual([
      { type: "group", relation: "member", policy: "q" },
      { type: "user", policy: "p" },
      { type: "user", wildcard: true, policy: "p" },
    ]);
  });

  it("are sorted by type, relation, wildcard and policy", () => {
    expect(subjects("user with q | user:* | user with p | group#member | user | apikey | group")).toEqual([
      { type: "apikey" },
      { type: "group" },
      { type: "group", relation: "member" },
      { type: "user" },
      { type: "user", policy: "p" },
      { type: "user", policy: "q" },
      { type: "user", wildcard: true },
    ]);
  });

  it("stand once, where the policy is part of what they are", () => {
    expect(mistakesIn("type u type t { relation r: u | u:* | u | u:* }")).toEqual([
      "duplicate_subject «u»",
      "duplicate_subject «u:*»",
    ]);
    expect(mistakesIn(`${TYPES} type t { relation r: user with p | user with q | user with p }`)).toEqual([
      "duplicate_subject «user with p»",
    ]);
  });

  it("may be of the type itself", () => {
    expect(mistakesIn("type t { relation r: t | t#r }")).toEqual([]);
  });

  it("are of declared types, with declared names and policies", () => {
    expect(mistakesIn(`${TYPES} type t { relation r: usr | group#membre | user with pp }`)).toEqual([
      "unknown_type «usr»",
      "unknown_relation «membre»",
      "unknown_policy «pp»",
    ]);
    expect(saidOf(`${TYPES} type t { relation r: usr | group#membre | user with pp }`)).toEqual([
      "unknown type `usr` | did you mean `user`?",
      "type `group` has no relation or permission `membre` | did you mean `member`?",
      expect.stringContaining("unknown policy `pp`"),
    ]);
  });

  it("are never a set of a wildcard", () => {
    expect(mistakesIn(`${TYPES} type t { relation r: group:*#member }`)).toEqual([
      "wildcard_subject_set «group:*#member»",
    ]);
  });

  it("are at least one", () => {
    expect(mistakesIn("type t { relation r: }")).toEqual(["unexpected_token «}»"]);
    expect(mistakesIn("type t { relation r }")).toEqual(["unexpected_token «}»"]);
    expect(mistakesIn("type t { relation r: t | }")).toEqual(["unexpected_token «}»"]);
    expect(mistakesIn("type t { relation r: t# }")).toEqual(["unexpected_token «}»"]);
    expect(mistakesIn("type t { relation r: t with }")).toEqual(["unexpected_token «}»"]);
  });
});

const rewrite = (text: string): unknown =>
  relationOf(modelOf(`${TYPES} type t { relation e: user relation r: user${text} }`), "t", "r").rewrite;

describe("the rewrite of a relation", () => {
  it("is its tuples unless it is written", () => {
    expect(rewrite("")).toEqual({ kind: "this" });
    expect(rewrite(" = this")).toEqual({ kind: "this" });
  });

  it("names its tuples as `this`", () => {
    expect(rewrite(" = this + e")).toEqual({
      kind: "union",
      of: [{ kind: "this" }, { kind: "computed", relation: "e" }],
    });
  });

  it("may be narrowed by a policy, which is not the policy of its last subject", () => {
    expect(rewrite(" with p = this when q")).toEqual({ kind: "when", of: { kind: "this" }, policy: "q" });
  });

  it("may leave its own tuples out", () => {
    expect(rewrite(" = e")).toEqual({ kind: "computed", relation: "e" });
  });
});
