import type { Json } from "@relata/model";
import { describe, expect, test } from "vitest";
import { ask, attribute, complaint, over } from "../support/ask.ts";

const A = attribute("anything");
const B = attribute("something");
const NAMES = ["<", "<=", ">", ">="] as const;

function all(a: Json, b: Json): readonly string[] {
  return NAMES.map((name) => over({ anything: a, something: b }, { [name]: [A, B] }));
}

/** Whether the value lies between one and three. */
function between(name: string, middle: Json): string {
  return over({ anything: middle }, { [name]: [1, A, 3] });
}

describe("order", () => {
  test.each<readonly [Json, Json, readonly string[]]>([
    [1, 2, ["true", "true", "false", "false"]],
    [2, 2, ["false", "true", "false", "true"]],
    [3, 2, ["false", "false", "true", "true"]],
    [-0, 0, ["false", "true", "false", "true"]],
    [-1e308, 1e308, ["true", "true", "false", "false"]],
    ["a", "b", ["true", "true", "false", "false"]],
    ["b", "b", ["false", "true", "false", "true"]],
    ["b", "a", ["false", "false", "true", "true"]],
    ["Z", "a", ["true", "true", "false", "false"]],
    ["10", "9", ["true", "true", "false", "false"]],
    ["", "a", ["true", "true", "false", "false"]],
  ])("of %j and %j by `<`, `<=`, `>`, `>=` is %j", (a, b, expected) => {
    expect(all(a, b)).toEqual(expected);
  });

  test.each<readonly [Json, Json]>([
    ["10", 9],
    [9, "10"],
    [null, 0],
    [0, null],
    [null, null],
    [false, true],
    [true, 0],
    [[1], [2]],
    [{}, {}],
    [[], 0],
  ])("of %j and %j is a problem by all four, never an answer", (a, b) => {
    expect(all(a, b)).toEqual(["[wrong_type]", "[wrong_type]", "[wrong_type]", "[wrong_type]"]);
  });

  test("of an absent operand is unknown: `absent >= 0` grants nothing", () => {
    for (const name of NAMES) {
      expect(over({}, { [name]: [attribute("amount"), 0] })).toBe("unknown");
      expect(over({}, { [name]: [0, attribute("amount")] })).toBe("unknown");
      expect(over({}, { [name]: [attribute("amount"), attribute("amount")] })).toBe("unknown");
    }
  });

  test("waits for an absent operand before it looks at the type of the other", () => {
    expect(ask({ "<": [A, B] }, { resource: { anything: [] } })).toEqual({ truth: 1, missing: ["resource.something"] });
  });
});

describe("three operands", () => {
  test.each<readonly [Json, string, string]>([
    [0, "false", "false"],
    [1, "false", "true"],
    [2, "true", "true"],
    [3, "false", "true"],
    [4, "false", "false"],
    ["2", "[wrong_type]", "[wrong_type]"],
  ])("around %j: `<` is %s, `<=` is %s", (middle, strict, wide) => {
    expect(between("<", middle)).toBe(strict);
    expect(between("<=", middle)).toBe(wide);
  });

  test("are two comparisons: false where one is, though the other is unknown", () => {
    expect(over({ amount: 5 }, { "<": [attribute("amount"), 3, attribute("limit")] })).toBe("false");
    expect(over({ amount: 2 }, { "<": [attribute("amount"), 3, attribute("limit")] })).toBe("unknown");
    expect(over({}, { "<": [1, attribute("amount"), 3] })).toBe("unknown");
  });

  test("are refused by `>` and `>=`, of which json-logic-js forgets the third", () => {
    expect(complaint({ ">": [3, 2, 1] })).toBe(": `>` takes 2 operands, not 3");
    expect(complaint({ ">=": [3, 2, 1] })).toBe(": `>=` takes 2 operands, not 3");
  });
});

describe("operands that can have no order", () => {
  test.each<readonly [Json, Json, string]>([
    [attribute("amount"), attribute("name"), "/</1: `<` compares a number with text: declare both as the same type"],
    ["10", 9, "/</1: `<` compares text with a number: declare both as the same type"],
    [attribute("flag"), true, "/</0: `<` does not take a boolean here\n/</1: `<` does not take a boolean here"],
    [null, 1, "/</0: `<` does not take null here"],
    [attribute("tags"), 1, "/</0: `<` does not take a list here"],
    [
      { var: "now" },
      5,
      "/</1: `<` compares a timestamp such as `2026-01-31T09:00:00Z` with a number: declare both as the same type",
    ],
  ])("%j < %j is refused before it runs", (a, b, expected) => {
    expect(complaint({ "<": [a, b] })).toContain(expected.split("\n")[0]);
    expect(complaint({ "<": [a, b] })).toContain(expected.split("\n").at(-1));
  });
});
