import { describe, expect, it } from "vitest";

import { policyReads } from "../src/check/policy-reads.ts";
import { Reporter } from "../src/diagnostics/reporter.ts";
import { lex } from "../src/lexer/lex.ts";
import { Cursor } from "../src/parser/cursor.ts";
import { toJson } from "../src/parser/json-node.ts";
import { parseJson } from "../src/parser/parse-json.ts";

/** The paths that json-logic reads from outside of its loops, in the order in which they stand. */
function readsOf(text: string): string[] {
  const source = { path: "a", text };
  const reporter = new Reporter();
  const node = parseJson(new Cursor(source, lex(source, reporter).tokens, reporter));
  expect(toJson(node)).toEqual(JSON.parse(text));
  return policyReads(node).map(({ path }) => path);
}

describe("what json-logic reads", () => {
  it.each([
    ["true", []],
    ['"resource.a"', []],
    ['{ "var": "a" }', ["a"]],
    ['{ "var": ["a"] }', ["a"]],
    ['{ "var": ["a", "not.a.path"] }', ["a"]],
    ['{ "var": ["a", { "var": "b" }] }', ["a", "b"]],
    ['{ "var": 1 }', ["1"]],
    ['{ "var": "" }', [""]],
    ['{ "var": null }', [""]],
    ['{ "var": [] }', []],
    ['{ "var": { "var": "a" } }', ["a"]],
  ])("as a variable in %s is %j", (text, paths) => {
    expect(readsOf(text)).toEqual(paths);
  });

  it("where a value may be asked for, whatever it is", () => {
    expect(readsOf('{ "and": [{ "has": "resource.a" }, { "some": [[1], { "has": "../b" }] }] }')).toEqual([
      "resource.a",
      "b",
    ]);
  });

  it.each([
    ['{ "and": [{ "var": "a" }, { "or": [{ "!": { "var": "b" } }] }] }', ["a", "b"]],
    ['{ "==": [{ "var": "a" }, [{ "var": "b" }]] }', ["a", "b"]],
    ['{ "if": [{ "var": "a" }, { "var": "b" }, { "var": "c" }] }', ["a", "b", "c"]],
    ['{ "an_operator_of_tomorrow": { "var": "a" } }', ["a"]],
  ])("under operators in %s is %j", (text, paths) => {
    expect(readsOf(text)).toEqual(paths);
  });

  it.each([
    ['{ "x": { "var": "a" }, "y": 1 }', []],
    ["{}", []],
    ['{ "!": { "x": { "var": "a" }, "y": { "var": "b" } } }', []],
  ])("in data of several keys, %s, is nothing", (text, paths) => {
    expect(readsOf(text)).toEqual(paths);
  });

  it.each(["map", "filter", "reduce", "all", "some", "none", "one"])(
    "in the loop of `%s` starts from the item",
    (loop) => {
      expect(
        readsOf(`{ "${loop}": [{ "var": "list" }, { "==": [{ "var": "item" }, { "var": "../outer" }] }] }`),
      ).toEqual(["list", "outer"]);
    },
  );

  it.each([
    ['{ "some": [[1], { "var": "../../a" }] }', ["../a"]],
    ['{ "some": [[1], { "all": [{ "var": "x" }, { "var": "../x" }] }] }', []],
    ['{ "some": [[1], { "all": [{ "var": "../x" }, { "var": "../../y" }] }] }', ["x", "y"]],
    ['{ "reduce": [[1], { "var": "current" }, { "var": "start" }] }', ["start"]],
    ['{ "some": [{ "filter": [{ "var": "a" }, { "var": "b" }] }, true] }', ["a"]],
    ['{ "var": "../a" }', ["../a"]],
  ])("through loops in %s is %j", (text, paths) => {
    expect(readsOf(text)).toEqual(paths);
  });
});
