import { describe, expect, it } from "vitest";

import { mistakesIn, saidOf } from "./compiled.ts";

const WORLD = `
  type user { attribute name: string attribute labels: map<string> }
  type doc {
    attribute amount: number
    attribute count: int
    attribute status: "draft" | "paid"
    attribute tags: list<string>
    attribute lines: list<map<number>>
    attribute at: timestamp
    relation owner: user with q
    permission see = owner when p
  }
  context ip: ipaddress
  context region: string
`;

/** What is wrong with an expression as the policy of a document: codes and marks; messages and hints. */
const wrong = (body: string): string[] => mistakesIn(`${WORLD} policy q = true policy p = ${body}`);
const said = (body: string): string | undefined => saidOf(`${WORLD} policy q = true policy p = ${body}`)[0];

describe("the types of a policy are checked", () => {
  it.each([
    'resource.status == "paid" && resource.amount <= 1000',
    "resource.count + 1 > 2 && resource.amount / 2 > 0.5",
    'resource.tags.all(tag, tag.startsWith("a")) && "x" in resource.tags && "na" in subject.name',
    "resource.lines.exists(line, line.price * 2 > resource.amount)",
    'now - resource.at < duration("1h") && resource.at + duration("1h") > now',
    'context.ip.in_cidr("10.0.0.0/8") && subject.labels["a"] == "b" && has(subject.labels.b)',
    "size(resource.tags) == 1 && resource.tags[0] == context.region",
    'resource.tags.exists_one(t, t == "a") && size(resource.tags.filter(t, t != "a").map(t, t)) > 0',
    'resource.status == "draft" ? now > resource.at : action == "see"',
    'context.ip != null && now < timestamp("2027-01-01T00:00:00Z")',
  ])("and %s is right", (body) => {
    expect(wrong(body)).toEqual([]);
  });

  it.each([
    ['resource.amount <= "1"', 'policy_type «"1"»'],
    ["resource.status == 1", "policy_type «1»"],
    ['resource.status == "piad"', 'policy_type «"piad"»'],
    ["resource.count == resource.amount", "policy_type «resource.amount»"],
    ["resource.amount", "policy_type «resource.amount»"],
    ["resource.amount && true", "policy_type «resource.amount»"],
    ["!(resource.amount + 1)", "policy_type «resource.amount + 1»"],
    ["resource.tags.exists(tag, tag > 1)", "policy_type «1»"],
    ["resource.tags.all(tag, tag)", "policy_type «tag»"],
    ["resource.amount.exists(x, true)", "policy_type «resource.amount»"],
    ["resource.amount.deeper == 1", "policy_type «resource.amount.deeper»"],
    ["size(resource.amount) == 1", "policy_type «resource.amount»"],
    ['now > "soon"', 'policy_type «"soon"»'],
    ['context.ip.in_cidr("10.0.0.0/99")', 'policy_type «"10.0.0.0/99"»'],
    ['timestamp("soon") < now', 'policy_type «"soon"»'],
    ["resource.tags[now] == action", "policy_type «now»"],
    ["(now > resource.at ? 1 : 2) == action", "policy_type «action»"],
  ])("and in %s the part is marked that is wrong", (body, mistake) => {
    expect(wrong(body)).toEqual([mistake]);
  });

  it("and all that is wrong is told, each mistake once, with those of other kinds", () => {
    expect(wrong('resource.amount <= "1" || resource.amuont == 1 || contxt.a == 1 || size(1) > 0')).toEqual([
      "unknown_attribute «p»",
      'policy_type «"1"»',
      "unknown_path «contxt.a»",
      "policy_type «1»",
    ]);
  });

  it("and an attribute or a context entry whose type could not be read is of any type", () => {
    expect(mistakesIn("context x: text policy p = context.x > 1 && context.x.y")).toEqual([
      "unknown_value_type «text»",
    ]);
  });

  it("and parameters have theirs, unless something is wrong with them", () => {
    expect(mistakesIn("policy p(a: string, tuple b: timestamp) = a > 1 || b > now")).toEqual(["policy_type «1»"]);
    expect(mistakesIn("policy p(a: string, now: int) = a > 1 || now > 1")).toEqual(["reserved_parameter «now»"]);
    expect(mistakesIn("policy p(a: string, a: int) = a > 1")).toEqual(["duplicate_declaration «a»"]);
  });

  it("and so are the paths that are required", () => {
    expect(
      mistakesIn("type t { attribute x: int } policy p(a: map<int>) required now, resource.x.y, a.b.c = a.b > 0"),
    ).toEqual(["policy_type «resource.x.y»", "policy_type «a.b.c»"]);
    expect(mistakesIn("type t { attribute x: int } policy p required x, resource.x.y = true")).toEqual([
      "unknown_path «x»",
    ]);
  });
});

describe("a mistake is told in the words of the form that is written", () => {
  it.each([
    ["resource.amount && true", "`&&` does not take"],
    ["true || resource.amount", "`||` does not take"],
    ["resource.amount.exists(x, true)", "`exists` does not take"],
    ["resource.tags.exists_one(x, x)", "`exists_one` does not take"],
    ["resource.tags.all(x, x)", "`all` does not take"],
    ["resource.amount.all(x, true)", "`all` does not take"],
    ["resource.amount ? true : false", "`? :` does not take"],
    ["resource.amount[0]", "`[…]` does not take"],
    ["resource.amount.contains(action)", "`contains` does not take"],
    ["!resource.amount", "`!` does not take"],
  ])("%s says %s", (body, message) => {
    expect(said(body)).toContain(message);
  });

  it.each([
    ["and", "`and` does not take"],
    ["or", "`or` does not take"],
  ])("JSON has its own, `%s`", (operator, message) => {
    expect(saidOf(`policy p = json { "${operator}": [1, true] }`)[0]).toContain(message);
  });

  it("with how to mend it as the hint", () => {
    expect(said("resource.count == resource.amount")).toBe(
      "`==` compares a whole number with a number | declare both as the same type",
    );
    expect(said("resource.amount")).toBe(
      "a policy is a boolean, and this one gives a number | compare it, for instance with `==`",
    );
    expect(said('json { "===": [1] }')).toBe("`===` takes 2 operands, not 1 | write as many as it takes");
    expect(said('json { "lt": [1, 2] }')).toMatch(/^unknown operator `lt` \| there are var, .*==, /);
    expect(said('json { "missing": ["x"] }')).toMatch(/^the operator `missing` is not in .* \| ask `has`/);
  });

  it("and text of the author that looks like an operator is left alone", () => {
    expect(said('resource.status == "and" && true')).toContain("`and` is not one of");
  });
});

/** Types with an amount of a type each, all of which use the policy. */
const types = (...amounts: string[]): string =>
  amounts.map((type, i) => `type t${i} { attribute amount: ${type} relation r: t${i} with p }`).join("\n");

describe("a policy is checked on every type that uses it", () => {
  it("where types agree, once", () => {
    expect(mistakesIn(`${types("string", "string")} policy p = resource.amount > 1`)).toEqual(["policy_type «1»"]);
  });

  it("where they do not, on those that are wrong", () => {
    const text = `${types("number", "string", "string")}\npolicy p = resource.amount > 1`;
    expect(mistakesIn(text)).toEqual(["policy_type «1»"]);
    expect(saidOf(text)).toEqual([
      "`>` compares text with a number | declare both as the same type; this is so on type `t1` (model.relata:3)",
    ]);
  });

  it("and not on those that do not use it", () => {
    expect(mistakesIn(`${types("number")} type u { attribute amount: string } policy p = resource.amount > 1`)).toEqual(
      [],
    );
  });

  it("and what is wrong anyway is told once", () => {
    expect(mistakesIn(`${types("number", "string")} policy p = resource.amount == null && action > 1`)).toEqual([
      "policy_type «1»",
    ]);
  });

  it("in permissions too", () => {
    const text = `type a { attribute x: int relation r: a permission p = r when q }
      type b { attribute x: string relation r: b permission p = (r when q) + r }
      policy q = resource.x == "1"`;
    expect(mistakesIn(text)).toEqual(['policy_type «"1"»']);
    expect(saidOf(text)[0]).toContain("this is so on type `a`");
  });
});
