import type { Json } from "@relata/model";
import { describe, expect, test } from "vitest";
import { ask, attribute, complaint, over } from "../support/ask.ts";

const A = attribute("anything");
const B = attribute("something");

/** Every kind of value, with two that json-logic-js takes for one another. */
const VALUES: readonly Json[] = [
  null,
  false,
  true,
  0,
  1,
  "",
  "0",
  "1",
  "null",
  [],
  [0],
  [[0]],
  {},
  { a: 1 },
  { a: "1" },
];

function same(a: Json, b: Json): string {
  return over({ anything: a, something: b }, { "==": [A, B] });
}

describe("equality", () => {
  test.each(["==", "==="])("`%s` is true of a value and itself, and of no two that differ", (name) => {
    for (const [i, a] of VALUES.entries()) {
      for (const [j, b] of VALUES.entries()) {
        expect([a, b, over({ anything: a, something: b }, { [name]: [A, B] })]).toEqual([a, b, String(i === j)]);
      }
    }
  });

  test.each(["!=", "!=="])("`%s` is its negation", (name) => {
    for (const [i, a] of VALUES.entries()) {
      for (const [j, b] of VALUES.entries()) {
        expect([a, b, over({ anything: a, something: b }, { [name]: [A, B] })]).toEqual([a, b, String(i !== j)]);
      }
    }
  });

  test.each(["==", "===", "!=", "!=="])("`%s` of an absent operand is unknown, whatever the other is", (name) => {
    for (const value of VALUES) {
      expect(over({ anything: value }, { [name]: [A, B] })).toBe("unknown");
      expect(over({ something: value }, { [name]: [A, B] })).toBe("unknown");
    }
    expect(over({}, { [name]: [A, null] })).toBe("unknown");
  });

  test.each(["==", "===", "!=", "!=="])("`%s` of two absent operands is unknown, also of one with itself", (name) => {
    expect(ask({ [name]: [A, B] }).missing).toEqual(["resource.anything", "resource.something"]);
    expect(ask({ [name]: [A, A] })).toEqual({ truth: 1, missing: ["resource.anything"] });
  });

  test("is blind to the order of keys, and not to the order of elements", () => {
    expect(same({ a: 1, b: [2] }, { b: [2], a: 1 })).toBe("true");
    expect(same([1, 2], [2, 1])).toBe("false");
    expect(same([1], [1, 1])).toBe("false");
    expect(same({ a: 1 }, { b: 1 })).toBe("false");
    expect(same({ a: null }, {})).toBe("false");
  });

  test("takes the two zeros for one", () => {
    expect(over({ anything: -0, something: 0 }, { "==": [A, B] })).toBe("true");
  });

  test("of lists with an unknown element is false where another differs, and unknown otherwise", () => {
    const list: Json = [attribute("amount"), 1];
    expect(over({}, { "==": [list, [5, 2]] })).toBe("false");
    expect(over({}, { "==": [list, [5, 1, 1]] })).toBe("false");
    expect(over({}, { "==": [list, [5, 1]] })).toBe("unknown");
    expect(over({ amount: 5 }, { "==": [list, [5, 1]] })).toBe("true");
    expect(over({}, { "!=": [list, [5, 2]] })).toBe("true");
  });
});

describe("the operands of equality", () => {
  test.each<readonly [string, string, string]>([
    ["amount", "name", "a number with text"],
    ["amount", "count", "a number with a whole number"],
    ["count", "size", "a whole number with a whole number of zero or more"],
    ["flag", "name", "a boolean with text"],
    ["tags", "numbers", "a list with a list"],
    ["labels", "deep", "an object with an object"],
    ["tags", "labels", "a list with an object"],
    ["status", "shape", 'one of "draft" | "sent" | "paid" with one of "round" | "square"'],
  ])("of two declared types are refused: %s and %s", (a, b, kinds) => {
    for (const name of ["==", "!=", "===", "!=="]) {
      const refused = `/${name}/1: \`${name}\` compares ${kinds}: declare both as the same type`;
      expect(complaint({ [name]: [attribute(a), attribute(b)] })).toBe(refused);
    }
  });

  test.each<readonly [string, Json]>([
    ["count", 1],
    ["size", 1],
    ["amount", 1],
    ["amount", { "+": [1, 2] }],
    ["count", { "+": [1, 2] }],
    ["count", null],
    ["status", attribute("name")],
    ["numbers", []],
    ["count", { size: attribute("tags") }],
    ["count", attribute("anything")],
  ])("are one type where one is written, and takes the type that it stands beside: %s and %j", (a, b) => {
    expect(complaint({ "==": [attribute(a), b] })).toBe("");
    expect(complaint({ "==": [b, attribute(a)] })).toBe("");
  });

  test("that are written beside a declared type must fit it", () => {
    expect(complaint({ "==": [attribute("count"), 1.5] })).toBe("/==/1: `1.5` is not a whole number");
    expect(complaint({ "<": [-1, attribute("size")] })).toBe("/</0: `-1` is not a whole number of zero or more");
    expect(complaint({ in: [attribute("count"), [1, 2.5]] })).toBe("/in/1/1: `2.5` is not a whole number");
    expect(complaint({ "<": [{ "+": [attribute("count"), 0.5] }, 3] })).toBe("/</0/+/1: `0.5` is not a whole number");
  });

  test.each(["==", "===", "!=", "!=="])("`%s` takes two of them", (name) => {
    expect(complaint({ [name]: [1] })).toBe(`: \`${name}\` takes 2 operands, not 1`);
    expect(complaint({ [name]: [1, 2, 3] })).toBe(`: \`${name}\` takes 2 operands, not 3`);
  });
});
