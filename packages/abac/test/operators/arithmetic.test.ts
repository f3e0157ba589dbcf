import type { Json } from "@relata/model";
import { describe, expect, test } from "vitest";
import { ask, attribute, complaint, over } from "../support/ask.ts";

const A = attribute("anything");
const B = attribute("something");

describe("arithmetic", () => {
  test.each<readonly [Json, number]>([
    [{ "+": [1, 2, 3] }, 6],
    [{ "+": [5] }, 5],
    [{ "+": 5 }, 5],
    [{ "-": [5, 7] }, -2],
    [{ "-": [5] }, -5],
    [{ "*": [2, 3, 4] }, 24],
    [{ "*": [4] }, 4],
    [{ "/": [7, 2] }, 3.5],
    [{ "%": [7, 3] }, 1],
    [{ "%": [-7, 3] }, -1],
    [{ "%": [5.5, 2] }, 1.5],
    [{ min: [3, 1, 2] }, 1],
    [{ max: [3, 1, 2] }, 3],
    [{ min: [3] }, 3],
    [{ max: -1 }, -1],
  ])("%j is %d", (expression, expected) => {
    expect(over({}, { "===": [expression, expected] })).toBe("true");
  });

  const names = ["+", "-", "*", "/", "%", "min", "max"];

  test.each(names)("`%s` of an absent operand is unknown", (name) => {
    expect(over({ anything: 1 }, { "<": [{ [name]: [A, B] }, 5] })).toBe("unknown");
    expect(over({ something: 1 }, { "<": [{ [name]: [A, B] }, 5] })).toBe("unknown");
    expect(ask({ "<": [{ [name]: [A, B] }, 5] }).missing).toEqual(["resource.anything", "resource.something"]);
  });

  test.each(names)("`%s` takes numbers only, and reads none from text", (name) => {
    for (const given of ["1", null, true, [1], {}] satisfies Json[]) {
      expect(over({ anything: given, something: 1 }, { "<": [{ [name]: [A, B] }, 5] })).toBe("[wrong_type]");
    }
    expect(complaint({ "<": [{ [name]: [attribute("name"), 1] }, 5] })).toBe(
      `/</0/${name.replace("/", "~1")}/0: \`${name}\` does not take text here`,
    );
  });

  test.each(["/", "%"])("`%s` by zero is a problem, of either zero", (name) => {
    for (const zero of [0, -0])
      expect(over({ amount: zero }, { "<": [{ [name]: [1, attribute("amount")] }, 5] })).toBe("[division_by_zero]");
    expect(over({ amount: 0 }, { or: [{ "<": [{ [name]: [1, attribute("amount")] }, 5] }, true] })).toBe("true");
  });

  test.each<readonly [string, Json]>([
    ["+", [1e308, 1e308]],
    ["-", [-1e308, 1e308]],
    ["*", [1e308, 10]],
    ["/", [1e308, 0.1]],
  ])("`%s` beyond the doubles is a problem, never infinity", (name, operands) => {
    expect(over({}, { ">": [{ [name]: operands }, 0] })).toBe("[not_finite]");
  });

  test.each<readonly [string, readonly Json[], string]>([
    ["+", [], "1 or more operands, not 0"],
    ["*", [], "1 or more operands, not 0"],
    ["min", [], "1 or more operands, not 0"],
    ["max", [], "1 or more operands, not 0"],
    ["-", [], "1 to 2 operands, not 0"],
    ["-", [1, 2, 3], "1 to 2 operands, not 3"],
    ["/", [1], "2 operands, not 1"],
    ["%", [1, 2, 3], "2 operands, not 3"],
  ])("`%s` of %j is refused: it takes %s", (name, operands, expected) => {
    expect(complaint({ "==": [{ [name]: operands }, 1] })).toContain(`\`${name}\` takes ${expected}`);
  });
});

describe("cat", () => {
  test.each<readonly [readonly Json[], string]>([
    [["a", "b", "c"], "abc"],
    [["a"], "a"],
    [["n", 1, 2.5, -3], "n12.5-3"],
    [["", ""], ""],
    [[1e21], "1e+21"],
  ])("of %j is %j", (operands, expected) => {
    expect(over({}, { "==": [{ cat: operands }, expected] })).toBe("true");
  });

  test("of an absent operand is unknown", () => {
    expect(over({}, { "==": [{ cat: ["a", attribute("name")] }, "a"] })).toBe("unknown");
  });

  test("takes text and numbers only", () => {
    for (const given of [null, true, ["a"], {}] satisfies Json[]) {
      expect(over({ anything: given }, { "==": [{ cat: ["a", A] }, "a"] })).toBe("[wrong_type]");
    }
    expect(complaint({ "==": [{ cat: [attribute("since")] }, "a"] })).toContain(
      "/==/0/cat/0: `cat` does not take a timestamp",
    );
    expect(complaint({ "==": [{ cat: [true] }, "a"] })).toBe("/==/0/cat/0: `cat` does not take a boolean here");
  });
});
