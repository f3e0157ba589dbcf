import { describe, expect, it } from "vitest";

import { mistakesIn, saidOf } from "./compiled.ts";

const reads = (body: string): string[] =>
  mistakesIn(`
    type t { attribute amount: any relation r: t permission p = r when the_policy }
    context region: any
    policy the_policy(limit: any) = json { "and": [{ "!": { "var": "limit" } }, { "==": [${body}, null] }] }
  `);

const said = (path: string): string | undefined =>
  saidOf(`type t { attribute amount: any } context region: any
    policy p = json { "!": { "var": "${path}" } }`)[0]?.split(" | ")[1];

describe("what a policy reads", () => {
  it.each([
    '{ "var": "resource.amount" }',
    '{ "var": ["resource.amount", 0] }',
    '{ "var": "resource.amount.deeper" }',
    '{ "var": "subject.amount" }',
    '{ "var": "context.region" }',
    '{ "cat": [{ "var": "action" }] }',
    '{ "var": "limit.max" }',
    '{ "some": [{ "var": "limit" }, { "==": [{ "var": "anything" }, { "var": "" }] }] }',
    '{ "some": [{ "var": "limit" }, { "==": [{ "var": "x" }, { "var": "../context.region" }] }] }',
    '{ "some": [{ "var": "limit" }, { "all": [[2], { "==": [{ "var": "../x" }, { "var": "../../limit" }] }] }] }',
    '{ "reduce": [{ "var": "limit" }, { "+": [{ "var": "current" }, { "var": "accumulator" }] }, 0] }',
  ])("%s may be read", (body) => {
    expect(reads(body)).toEqual([]);
  });

  it.each([
    ['{ "var": "contxt.region" }', 'unknown_path «"contxt.region"»'],
    ['{ "var": "region" }', 'unknown_path «"region"»'],
    ['{ "var": "" }', 'unknown_path «""»'],
    ['{ "var": null }', "unknown_path «null»"],
    ['{ "var": 1 }', "unknown_path «1»"],
    ['{ "var": [] }', 'policy_type «{ "var": [] }»'],
    ['{ "var": "resource" }', 'unknown_path «"resource"»'],
    ['{ "var": "context." }', 'unknown_path «"context."»'],
    ['{ "var": "resource.amount..x" }', 'unknown_path «"resource.amount..x"»'],
    ['{ "var": "action.x" }', 'unknown_path «"action.x"»'],
    ['{ "var": "now.year" }', 'unknown_path «"now.year"»'],
    ['{ "var": "../limit" }', 'unknown_path «"../limit"»'],
    ['{ "var": ["x", { "var": "y" }] }', 'unknown_path «"x"»'],
    ['{ "some": [{ "var": "x" }, true] }', 'unknown_path «"x"»'],
    ['{ "some": [[1], { "var": "../x" }] }', 'unknown_path «"../x"»'],
    ['{ "reduce": [[1], { "var": "current" }, { "var": "x" }] }', 'unknown_path «"x"»'],
    ['{ "var": { "cat": [{ "var": "limit" }] } }', 'policy_type «{ "var": { "cat": [{ "var": "limit" }] } }»'],
    ['{ "var": "subject.amuont" }', 'unknown_attribute «"subject.amuont"»'],
    ['{ "var": "context.regoin" }', 'unknown_context «"context.regoin"»'],
    ['{ "var": "context.limit" }', 'context_is_parameter «"context.limit"»'],
  ])("%s is refused", (body, mistake) => {
    expect(reads(body)[0]).toBe(mistake);
  });

  it("is guessed at", () => {
    expect(said("resorce.amount")).toBe("did you mean `resource`?");
    expect(said("region")).toBe("did you mean `context.region`?");
    expect(said("amount")).toBe("did you mean `resource.amount`?");
    expect(said("context.regon")).toBe("did you mean `region`?");
    expect(said("context.elsewhere")).toBe("declare it: `context elsewhere: string`");
    expect(said("subject.amont")).toBe("did you mean `amount`?");
    expect(said("zzzzzz")).toContain("a policy reads `resource.…`");
  });

  it("of the context may have the name of a parameter that stands in the tuple", () => {
    const body = '{ "==": [{ "var": "context.region" }, { "var": "region" }] }';
    expect(mistakesIn(`context region: string policy p(tuple region: string) = json ${body}`)).toEqual([]);
    expect(mistakesIn(`context region: string policy p(region: string) = json ${body}`)).toEqual([
      'context_is_parameter «"context.region"»',
    ]);
  });
});

describe("a parameter", () => {
  it("is used", () => {
    expect(mistakesIn("policy p(a: any, tuple b: any) = json true")).toEqual([
      "unused_parameter «a»",
      "unused_parameter «b»",
    ]);
  });

  it("is used where a loop reaches out for it", () => {
    expect(
      mistakesIn('policy p(a: any) = json { "some": [[1], { "==": [{ "var": "" }, { "var": "../a" }] }] }'),
    ).toEqual([]);
    expect(mistakesIn('policy p(a: any, b: list<any>) = json { "some": [{ "var": "b" }, { "var": "a" }] }')).toEqual([
      "unused_parameter «a»",
    ]);
  });

  it.each(["resource", "subject", "action", "now", "`context`"])("is not called %s", (name) => {
    expect(mistakesIn(`policy p(${name}: any) = json true`)).toEqual([`reserved_parameter «${name}»`]);
  });
});

const world = (uses: string): string[] =>
  mistakesIn(`
    type user
    type bill { attribute amount: number relation owner: user permission pay = owner when small }
    ${uses}
    policy small = json { "<": [{ "var": "resource.amount" }, 5] }
    policy held(tuple until: timestamp) = json { "<": [{ "var": "now" }, { "var": "until" }] }
  `);

describe("a use of a policy", () => {
  it("names a policy that there is", () => {
    expect(world("type t { relation r: user permission p = r when smal }")).toEqual(["unknown_policy «smal»"]);
    expect(world("type t { relation r: user with smal }")).toEqual(["unknown_policy «smal»"]);
  });

  it("with `when` has no tuple to take parameters from", () => {
    expect(world("type t { relation r: user permission p = r when held }")).toEqual(["tuple_parameter_in_when «held»"]);
    expect(world("type t { relation r: user with held }")).toEqual([]);
  });

  it("stands on types that declare what it reads of the resource", () => {
    const uses = "type t { relation a: user with small relation b: user permission p = (b when small) + b }";
    expect(world(uses)).toEqual(["unknown_attribute «small»", "unknown_attribute «small»"]);
  });

  it("says what is missing, and where", () => {
    const policy = 'policy p = json { "and": [{ "var": "resource.a" }, { "var": "resource.bb" }] }';
    expect(saidOf(`type t { relation r: t with p attribute a: any } ${policy}`)).toEqual([
      "policy `p` reads `resource.bb`, which type `t` does not declare | declare it: `attribute bb: …` in type `t`",
    ]);
    const many = Array.from({ length: 9 }, (_, i) => `{ "var": "resource.a${i}" }`).join(", ");
    expect(saidOf(`type t { relation r: t with p } policy p = json { "and": [${many}] }`)[0]).toContain(
      "`resource.a3`, `resource.a4` and more, which type `t` does not declare",
    );
  });

  it("is not needed for a mistyped attribute to be found", () => {
    expect(mistakesIn('type t { attribute amount: any } policy p = json { "!": { "var": "resource.amout" } }')).toEqual(
      ['unknown_attribute «"resource.amout"»'],
    );
  });

  it("of a policy that could not be read makes no second mistake", () => {
    expect(mistakesIn("type t { relation r: t with p permission q = r when p } policy p = a < < b")).toEqual([
      "unexpected_token «<»",
    ]);
  });
});
