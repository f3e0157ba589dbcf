import type { Json, JsonObject } from "@relata/model";
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
  test.each<readonly [string, JsonObject, string]>([
    ["number and text of two declared types", { amount: 1, name: "1" }, "false"],
    ["number and nothing", { amount: 1 }, "unknown"],
  ])("%s compare strictly", (_, resource, expected) => {
    expect(over(resource, { "==": [attribute("amount"), attribute("name")] })).toBe(expected);
  });

  test.each(["==", "===", "!=", "!=="])("`%s` takes two of them", (name) => {
    expect(complaint({ [name]: [1] })).toBe(`: \`${name}\` takes 2 operands, not 1`);
    expect(complaint({ [name]: [1, 2, 3] })).toBe(`: \`${name}\` takes 2 operands, not 3`);
  });
});
