import { compile, compileText, printModel } from "@relata/language";
import { describe, expect, it } from "vitest";

const times = (count: number, text: (i: number) => string, between = "\n"): string =>
  Array.from({ length: count }, (_, i) => text(i)).join(between);

const codesOf = (text: string): string[] => [...new Set(compileText(text).diagnostics.map((each) => each.code))];

describe("a large model is read in about linear time", () => {
  it("with a union of 100,000 operands", () => {
    const text = `model 1 type t { relation a: t permission p = ${times(100_000, () => "a", " + ")} }`;
    const { model } = compileText(text);
    const rewrite = model?.types[0]?.permissions[0]?.rewrite;
    expect(rewrite?.kind === "union" && rewrite.of.length).toBe(100_000);
  });

  it("with 50,000 types", () => {
    expect(compileText(`model 1\n${times(50_000, (i) => `type t${i}`)}`).model?.types).toHaveLength(50_000);
  });

  it("with 20,000 permissions in a row, each of the next", () => {
    const text = `model 1 type t { relation p20000: t ${times(20_000, (i) => `permission p${i} = p${i + 1}`)} }`;
    const { model, diagnostics } = compileText(text);
    expect(diagnostics).toEqual([]);
    expect(model?.types[0]?.permissions).toHaveLength(20_000);
  });

  it("with a circle of 20,000 permissions", () => {
    expect(codesOf(`model 1 type t { ${times(20_000, (i) => `permission p${i} = p${(i + 1) % 20_000}`)} }`)).toEqual([
      "depends_on_itself",
    ]);
  });

  it("with a relation to 5,000 types, and 5,000 arrows over it", () => {
    const types = times(5_000, (i) => `type t${i} { relation r: t${i} permission view = r }`);
    const subjects = times(5_000, (i) => `t${i}`, " | ");
    const arrows = times(5_000, (i) => `permission p${i} = in->view`);
    const files = [
      { path: "a", text: `model 1 ${types}` },
      { path: "b", text: `model 1 type doc { relation in: ${subjects}\n${arrows} }` },
    ];
    expect(compile(files).diagnostics).toEqual([]);
  });

  it("with 20,000 mistyped names", () => {
    const text = `model 1 type t { ${times(20_000, (i) => `relation r${i}: t${i}`)} }`;
    expect(codesOf(text)).toEqual(["unknown_type", "more_errors"]);
  });

  it("with a policy of many attributes, used many times", () => {
    const reads = times(3_000, (i) => `{ "var": "resource.a${i}" }`, ", ");
    const uses = times(10_000, (i) => `type t${i} { relation r: t${i} with p }`);
    expect(codesOf(`model 1 policy p = json { "and": [${reads}] }\n${uses}`)).toEqual([
      "unknown_attribute",
      "more_errors",
    ]);
  });

  it("and is printed and read again", () => {
    const { model } = compileText(
      `model 1\n${times(2_000, (i) => `type t${i} { relation r: t${i} permission p = r }`)}`,
    );
    expect(model && compileText(printModel(model)).model).toEqual(model);
  });
});

describe("hundreds of thousands of one thing is answered", () => {
  it.each([
    ["parentheses", "type t { permission p = ", "(", 1_25_000],
    ["brackets", "policy p = json ", "[", 1_25_000],
    ["braces", "policy p = json ", '{"a":', 50_000],
    ["lists", "context x: ", "list<", 50_000],
    ["arrows", "type t { permission p = ", "a->", 75_000],
    ["quantifiers", "type t { permission p = ", "a.all(", 40_000],
    ["namespaces", "type ", "a:", 100_000],
    ["operators", "type t { permission p = a", " + a - a", 25_000],
    ["quotes", "", '"', 1_25_000],
    ["one string", 'import "', "\\\\", 100_000],
    ["backticks", "", "`a", 100_000],
    ["one name", "type ", "a", 1_25_000],
    ["one number", "", "1", 1_25_000],
    ["relations", "type t { ", "relation ", 25_000],
    ["types", "", "type ", 50_000],
    ["policies", "", "policy a = ", 25_000],
    ["closing braces", "", "}", 1_25_000],
    ["odd characters", "", "@ ", 125_000],
    ["docs", "", "/// x\n", 42_000],
    ["dots", "policy p required a", ".a", 125_000],
    ["enum values", 'context x: "a"', ' | "a"', 37_000],
  ])("be it %s", (_, before, text, count) => {
    const { model, diagnostics } = compileText(`model 1\n${before}${text.repeat(count)}`);
    expect(model === undefined || diagnostics.length === 0).toBe(true);
    expect(diagnostics.length).toBeLessThanOrEqual(101);
  });
});
