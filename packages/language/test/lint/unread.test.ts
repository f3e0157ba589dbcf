import { describe, expect, it } from "vitest";

import { saidOf, warnedOf, warnedOfCode } from "./warned.ts";

const unread = (body: string): string[] => warnedOfCode("unread_relation", `type user ${body}`);

describe("a relation that nothing reads", () => {
  it("is warned of in a type with permissions", () => {
    expect(unread("type t { relation a: user relation lost: user permission p = a }")).toEqual(["lost"]);
    expect(saidOf("type user type t { relation a: user relation lost: user permission p = a }")).toEqual([
      "nothing reads relation `lost` of `t`: no permission, arrow or subject set | use it in a permission, or remove it",
    ]);
  });

  it("is warned of though it reads itself", () => {
    expect(unread("type t { relation a: user relation m: user | t#m permission p = a }")).toEqual(["m"]);
  });

  it.each([
    ["in a type without permissions, where relations are what is asked for", "type t { relation a: user }"],
    [
      "with a rewrite, which is an answer by itself",
      "type t { relation a: user relation b: user = this + a permission p = a }",
    ],
    ["read by a permission", "type t { relation a: user permission p = a }"],
    ["read right of `-`", "type t { relation a: user relation b: user permission p = a - b }"],
    ["read under a policy", "type t { relation a: user permission p = a when o } policy o = json true"],
    ["read by another relation", "type t { relation a: user relation b: user = a permission p = b }"],
    ["left of an arrow", "type t { relation a: t permission p = self + a->p }"],
    ["in the middle of a chain", "type t { relation a: t relation b: t permission p = self + a->b->p }"],
    [
      "the target of an arrow",
      "type t { relation a: user permission q = nil + a } type u { relation r: t permission p = r->a }",
    ],
    ["in a subject set", "type t { relation a: user permission q = self } type u { relation r: t#a }"],
  ])("is not one that is %s", (_, body) => {
    expect(unread(body)).toEqual([]);
  });
});

describe("a policy that nothing uses", () => {
  it("is warned of", () => {
    expect(warnedOf("policy lost = json true")).toEqual(["unused_policy «lost»"]);
    expect(saidOf("policy lost = json true")).toEqual([
      "nothing uses policy `lost` | write `when lost` in a permission or `with lost` on a relation, or remove it",
    ]);
  });

  it("is not one that a relation or a permission uses", () => {
    expect(warnedOf("policy p = json true type t { relation r: t with p }")).toEqual([]);
    expect(warnedOf("policy p = json true type t { relation r: t permission q = r when p }")).toEqual([]);
  });
});

describe("an attribute that no policy reads", () => {
  const body = '{ "<": [{ "var": "resource.x" }, 1] }';
  const use = "relation r: t with p";

  it("is warned of", () => {
    expect(warnedOf("type t { attribute x: number trusted attribute y: number }")).toEqual([
      "unread_attribute «x»",
      "unread_attribute «y»",
    ]);
    expect(saidOf("type t { attribute x: number }")).toEqual([
      "no policy reads attribute `x` of `t` | read it in a policy that is used in its type, or remove it",
    ]);
  });

  it("is one that is read in other types only", () => {
    const types = `type t { attribute x: number ${use} } type u { attribute x: number }`;
    expect(saidOf(`${types} policy p = json ${body}`).map((each) => each.split(" | ")[0])).toEqual([
      "no policy reads attribute `x` of `u`",
    ]);
  });

  it("is not one that is read, required, or read of a subject", () => {
    expect(warnedOf(`type t { attribute x: number ${use} } policy p = json ${body}`)).toEqual([]);
    expect(warnedOf(`type t { attribute x: number ${use} } policy p required resource.x = json true`)).toEqual([]);
    const ofSubject = body.replace("resource", "subject");
    expect(warnedOf(`type u { attribute x: number } type t { ${use} } policy p = json ${ofSubject}`)).toEqual([]);
  });

  it("is not one that a policy reads which is unused itself", () => {
    expect(warnedOf(`type t { attribute x: number } policy p = json ${body}`)).toEqual(["unused_policy «p»"]);
  });
});

describe("a context entry that no policy reads", () => {
  const use = "type t { relation r: t with p }";

  it("is warned of", () => {
    expect(saidOf("context x: number")).toEqual([
      "no policy reads the context entry `x` | read it in a policy, or remove it",
    ]);
  });

  it("is not one that is read, required, or has the name of a parameter that the request may supply", () => {
    expect(warnedOf(`context x: boolean policy p = json { "var": "context.x" } ${use}`)).toEqual([]);
    expect(warnedOf(`context x: boolean policy p required context.x = json true ${use}`)).toEqual([]);
    expect(warnedOf(`context x: boolean policy p(x: boolean) = json { "var": "x" } ${use}`)).toEqual([]);
    expect(warnedOf(`context x: boolean policy p(tuple x: boolean) = json { "var": "x" } ${use}`)).toEqual([
      "unread_context «x»",
    ]);
  });
});
